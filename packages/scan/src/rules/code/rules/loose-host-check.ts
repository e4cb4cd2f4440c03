import { codeRule } from '../code-rule.ts';

export const looseHostCheck = codeRule({
  id: 'code/loose-host-check',
  title: 'A check of an address lets other hosts through',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-20', 'CWE-185'],
  kind: 'security',
  what: 'A regular expression for an address has an unescaped dot in the host and is anchored at its start, or ends at the host without a `/` or `$` behind it.',
  why: '`^https://www.example.com` also accepts `https://wwwxexample.com` and `https://www.example.com.evil.org`.',
  fix: 'Parse with `new URL` and compare `hostname`; in a pattern escape dots and end the host with `(/|$)`.',
  bad: [
    { 'cors.js': 'const isOurs = (origin) => /^https:\\/\\/www.example.com/.test(origin);\n' },
    { 'cors.js': 'const isOurs = (origin) => /^https:\\/\\/\\w+\\.example\\.com/.test(origin);\n' },
  ],
  good: [
    { 'cors.js': 'const isOurs = (origin) => /^https:\\/\\/www\\.example\\.com$/.test(origin);\n' },
    { 'link.js': 'const link = /https?:\\/\\/\\S+/g;\n' },
  ],
  words: ['\\^https?\\??:\\\\/\\\\/', '\\^\\(\\?:https\\?:'],
  nodes: {
    Literal(node, look) {
      if (!('regex' in node)) return;
      const { pattern } = node.regex;
      const host = /^\^(?:https?\??|\(\??:?https?\??\)):\\\/\\\/([\w\\.*+()[\]?|-]+?)(\$|\\\/|\(|$)/.exec(
        pattern,
      );
      const name = host?.[1] ?? '';
      if (!/[a-z]\\?\.(com|org|net|io|dev|app|co|gov|edu)(\b|$)/i.test(name)) return;
      const isOpen = host?.[2] === '';
      const hasDot = /[a-z](?<!\\)\.[a-z]/i.test(name);
      if (hasDot) look.report(node, `an unescaped dot in ${look.quote(node)} matches any character`);
      else if (isOpen) look.report(node, `${look.quote(node)} does not say where the host ends`);
    },
  },
});
