import { fileRule } from '../../engine/rule.ts';
import { instructionsOf } from './dockerfile.ts';
import { serviceWith } from './examples.ts';
import { workloadsOf } from './workload-rule.ts';

const debuggers =
  /--inspect(-brk)?=(0\.0\.0\.0|\*|\[?::\]?)|\bjdwp=\S*address=(\*|0\.0\.0\.0):\d+|\bdebugpy\b.*--listen[ =]0\.0\.0\.0|\bdlv\b.*--listen[ =](0\.0\.0\.0)?:\d+|\brdbg\b.*--host[ =]0\.0\.0\.0/;

export const openDebugger = fileRule({
  id: 'image/open-debugger',
  title: 'Debugger that listens to everybody',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-489'],
  kind: 'security',
  what: 'A program is started with its debugger open on all addresses.',
  why: 'Whoever reaches the port runs code in it: debuggers have no login.',
  fix: 'Take it out of what is deployed; bind it to `127.0.0.1` while developing.',
  bad: [
    { Dockerfile: 'FROM node:24\nCMD ["node", "--inspect=0.0.0.0:9229", "a.js"]\n' },
    serviceWith('image: a:1', 'command: node --inspect=0.0.0.0 a.js'),
  ],
  good: [{ Dockerfile: 'FROM node:24\nCMD ["node", "--inspect=127.0.0.1:9229", "a.js"]\n' }],
  references: ['https://nodejs.org/learn/getting-started/debugging#security-implications'],
  wants: ['dockerfile', 'compose', 'kubernetes'],
  check(file, report) {
    if (file.type === 'dockerfile') {
      for (const { keyword, words, start, end } of instructionsOf(file))
        if (/^(CMD|ENTRYPOINT|ENV)$/.test(keyword) && debuggers.test(words.join(' ')))
          report({ start, end, message: 'The debugger listens on all addresses' });
      return;
    }
    for (const { containers } of workloadsOf(file))
      for (const { command, variables } of containers) {
        const texts = [
          ...command,
          ...variables.map(({ value, start, end }) => ({ text: value ?? '', start, end })),
        ];
        for (const { text, start, end } of texts)
          if (debuggers.test(text)) report({ start, end, message: 'The debugger listens on all addresses' });
      }
  },
});
