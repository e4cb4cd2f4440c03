import { fileRule } from '../../../engine/rule.ts';
import { dockerfile } from '../dockerfile.ts';

const single = ['CMD', 'ENTRYPOINT', 'HEALTHCHECK'];

export const overruledInstruction = fileRule({
  id: 'image/overruled-instruction',
  title: 'Instruction that a later one overrules',
  severity: 'low',
  confidence: 'certain',
  weakness: [],
  kind: 'functionality',
  what: 'A stage has two `CMD`, `ENTRYPOINT` or `HEALTHCHECK`.',
  why: 'Only the last one counts; the program or check that somebody meant never runs.',
  fix: 'Take the first one out, or start both from one script.',
  aliases: ['DL4003', 'DL4004', 'DL3012'],
  bad: [{ Dockerfile: 'FROM debian:12.1\nCMD ["a"]\nCMD ["b"]\n' }],
  good: [{ Dockerfile: 'FROM debian:12.1 AS a\nCMD ["a"]\nFROM debian:12.1\nCMD ["b"]\nHEALTHCHECK NONE\n' }],
  references: ['https://docs.docker.com/reference/dockerfile/#cmd'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { instructions } of file.tree(dockerfile))
      for (const keyword of single)
        for (const { start, end } of instructions
          .filter((one) => one.keyword === keyword && !one.isTrigger)
          .slice(0, -1))
          report({ start, end, message: `A later \`${keyword}\` overrules this one` });
  },
});
