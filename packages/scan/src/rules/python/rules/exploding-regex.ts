import { explodingText } from '../../code/regex/backtracking.ts';
import { type Call, givenValue } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

const matching = ['compile', 'match', 'fullmatch', 'search', 'findall', 'finditer', 'sub', 'subn', 'split'];

/** Of patterns judged before: the same ones stand in many files. */
const judged = new Map<string, string | null>();

export const explodingRegex = pythonRule({
  id: 'python/exploding-regex',
  title: 'A regular expression takes exponential time',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-1333'],
  kind: 'security',
  what: 'A repeated group matches the same text in several ways, so that a text that does not match in the end is tried in every combination. Each hit is proven by counting steps on such a text.',
  why: 'Thirty characters keep a worker busy for minutes; a few such requests stop the service.',
  fix: 'Let each character match in one way only: `(a+)+` is `a+`; give alternatives different beginnings; or use `google-re2`.',
  bad: [
    example('import re', 're.compile(r"^(\\w+\\s?)*$")'),
    example('import re', 'def is_list(text):', '    return re.match("(?P<item>a|aa)+$", text)'),
  ],
  good: [
    example('import re', 're.compile(r"^\\w+(\\s\\w+)*$")'),
    example('import re', 're.compile(r"^(\\d+)-(\\d+)$")'),
  ],
  references: ['https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS'],
  // A repeated group that ends in a repetition or has a choice: nothing else can explode.
  words:
    /\)(?:[*+]|\{\d{1,9},\d{0,9}\})(?=[^\s=+*,;])(?<=[*+?|}][^()\n]{0,80}\)(?:[*+]|\{\d{1,9},\d{0,9}\}))/,
  calls: forEach(matching, (call: Call, look: Look) => {
    const pattern = /^(re|regex)\.\w+$/.test(call.name) ? givenValue(call, 0, 'pattern').text : null;
    // White space means nothing in a verbose pattern; it is not read here.
    const isVerbose = /\bVERBOSE\b|\bre\.X\b|\(\?[a-zA-Z]*x/.test(look.textOf(call.node));
    const bait = pattern === null || isVerbose ? null : baitOf(pattern);
    if (bait !== null)
      look.report(call.node, {
        message: `on a text like ${JSON.stringify(bait.slice(0, 40))} the time doubles with each repetition`,
      });
  }),
});

/** A text on which the pattern takes exponential time, or null. */
function baitOf(pattern: string): string | null {
  // Only a repetition of what holds a repetition or a choice can explode.
  if (!/\)(?:[*+]|\{\d)/.test(pattern) || pattern.length > 2000) return null;
  let bait = judged.get(pattern);
  if (bait === undefined) {
    bait = explodingText(inJavaScript(pattern), '');
    judged.set(pattern, bait);
  }
  return bait;
}

/** The pattern in the notation that the reader of patterns knows: names of groups and anchors are written otherwise. */
const inJavaScript = (pattern: string): string =>
  pattern
    .replaceAll('(?P<', '(?<')
    .replaceAll(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replaceAll('\\A', '^')
    .replaceAll('\\Z', '$');
