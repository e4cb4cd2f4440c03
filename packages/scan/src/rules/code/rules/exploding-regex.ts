import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { constantString } from '../program/constant.ts';
import { explodingText } from '../regex/backtracking.ts';

export const explodingRegex = codeRule({
  id: 'code/exploding-regex',
  title: 'A regular expression takes exponential time',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-1333'],
  kind: 'security',
  what: 'A repeated group matches the same text in several ways, so that a text that does not match in the end is tried in every combination. Each hit is proven by counting steps on such a text.',
  why: 'Thirty characters stop the process for minutes: with one thread, for all its users.',
  fix: 'Let each character match in one way only: `(a+)+` is `a+`; give alternatives different beginnings.',
  bad: [
    { 'check.js': 'const isName = (name) => /^(\\w+\\s?)*$/.test(name);\n' },
    { 'check.js': 'const isList = (text) => /(a|aa)+$/.test(text);\n' },
    { 'check.js': 'const is = new RegExp("^([a-z]+)*$");\n' },
  ],
  good: [
    { 'check.js': 'const isName = (name) => /^[A-Z0-9]+(?:[_-][A-Z0-9]+)*$/i.test(name);\n' },
    { 'check.js': 'const isName = (name) => /^\\w+(\\s\\w+)*$/.test(name);\n' },
    { 'check.js': 'const isList = (text) => /(a|b)+$/.test(text);\n' },
  ],
  references: ['https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS'],
  words: ['\\)(?:[*+]|\\{\\d+,\\d*\\})(?=[^\\s=+*,;])(?<=[*+?|}][^()\\n]{0,80}\\)(?:[*+]|\\{\\d+,\\d*\\}))'],
  nodes: {
    Literal(node, look) {
      if ('regex' in node) check(node, node.regex.pattern, node.regex.flags, look);
    },
  },
  calls: [
    {
      of: ['RegExp'],
      look(call, look) {
        const [pattern] = call.arguments;
        const text = pattern ? constantString(look.code, pattern) : null;
        if (text !== null) check(call, text, '', look);
      },
    },
  ],
});

/** Of patterns judged before: libraries bundle the same ones again and again. */
const judged = new Map<string, string | null>();

function check(node: Node, pattern: string, flags: string, look: Look): void {
  const key = `${flags}/${pattern}`;
  if (!judged.has(key)) judged.set(key, explodingText(pattern, flags));
  const text = judged.get(key);
  if (typeof text === 'string')
    look.report(
      node,
      `on a text like ${JSON.stringify(text.slice(0, 40))} the time doubles with each repetition`,
    );
}
