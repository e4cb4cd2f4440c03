import { fileRule } from '../../../engine/rule.ts';
import { declarationsOf, declaredNames, dockerfile } from '../dockerfile.ts';

export const variableTooEarly = fileRule({
  id: 'image/variable-too-early',
  title: 'Variable used in the line that sets it',
  severity: 'low',
  confidence: 'certain',
  weakness: [],
  kind: 'functionality',
  what: 'An `ENV` uses a variable that the same `ENV` sets.',
  why: 'The whole line sees the values from before it: the variable is empty there.',
  fix: 'Set it in an `ENV` of its own, before.',
  aliases: ['DL3044'],
  bad: [{ Dockerfile: 'FROM debian:12.1\nENV HOME=/app BIN=$HOME/bin\n' }],
  good: [{ Dockerfile: 'FROM debian:12.1\nENV HOME=/app\nENV BIN=$HOME/bin PATH=/a:$PATH\n' }],
  references: ['https://docs.docker.com/reference/dockerfile/#environment-replacement'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { instructions } of file.tree(dockerfile)) {
      const before = new Set<string>();
      for (const instruction of instructions) {
        const declared = declarationsOf(instruction);
        const early = declared.find(({ name, value }) =>
          declared.some(
            (other) =>
              other.name !== name &&
              !before.has(other.name) &&
              new RegExp(`(?<!\\\\)\\$(${other.name}(?!\\w)|\\{${other.name}\\W)`).test(value ?? ''),
          ),
        );
        const { keyword, start, end } = instruction;
        if (keyword === 'ENV' && early)
          report({ start, end, message: `\`${early.name}\` uses a variable that is not set yet` });
        for (const name of declaredNames(instruction)) before.add(name);
      }
    }
  },
});
