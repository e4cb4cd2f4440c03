import type { Node } from 'oxc-parser';
import { codeRule } from '../code-rule.ts';
import type { Code } from '../program/code.ts';
import { constantString } from '../program/constant.ts';
import { unwrapped } from '../program/node.ts';

export const partialCleaning = codeRule({
  id: 'code/partial-cleaning',
  title: 'Only the first dangerous character is replaced',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-116', 'CWE-79', 'CWE-20'],
  kind: 'security',
  what: '`replace` with a string, or a pattern without `g`, takes a quote, a bracket or `..` out once; or tags are taken out by one `replace`.',
  why: 'The second one stays: `<<b>script>` and `....//` are what they should not be after the first is gone.',
  fix: 'Use `replaceAll` or the `g` flag, better a library that escapes for the place the value goes to.',
  bad: [
    { 'clean.js': 'const clean = (text) => text.replace("<", "&lt;").replace(">", "&gt;");\n' },
    { 'clean.js': 'const name = (file) => file.replace("../", "");\n' },
    { 'clean.js': 'const html = (text) => text.replaceAll("<", "&lt;").replaceAll(">", "&gt;");\n' },
  ],
  good: [
    { 'clean.js': 'const relative = (file) => file.replace("./", "");\n' },
    { 'clean.js': 'const clean = (text) => text.replace(/</g, "&lt;");\n' },
  ],
  words: ['replace(?:All)?\\(\\s*(?:["\\\'](?:[<>"\\\'&`\\\\]|\\.\\.)|/\\\\?["\\\'<>&`]|/\\\\\\.\\\\\\.)'],
  calls: [
    {
      of: ['*.replace'],
      look(call, look) {
        const [pattern, by] = call.arguments;
        if (!pattern || !by) return;
        const to = constantString(look.code, by);
        if (to === null) return;
        const from = firstOnly(pattern, look.code);
        if (from === null) return;
        const isEscape = /^(&\w+;|&#\d+;|\\\\?['"]|'')$/.test(to) && /^['"<>&`]$/.test(from);
        const isPath = to === '' && /^\.\.[\\/]?$/.test(from);
        const isTag = to === '' && /^(<|>|<\/?script>?)$/i.test(from);
        if (isEscape || isPath || isTag)
          look.report(call, `only the first ${JSON.stringify(from)} is replaced`);
      },
    },
    {
      of: ['*.replaceAll'],
      look(call, look) {
        const [pattern, by] = call.arguments;
        const from = pattern ? constantString(look.code, pattern) : null;
        const to = by ? constantString(look.code, by) : null;
        const parent = call.parent ? unwrapped(call.parent) : null;
        if (
          parent?.type === 'MemberExpression' &&
          /^\.replace/.test(look.file.text.slice(call.end, call.end + 12).trim())
        )
          return;
        if (from !== null && /^[<>"'&]$/.test(from) && to !== null && /^&\w+;$/.test(to))
          look.report(call, 'escaping by hand is easily incomplete: quotes, `&`, other places than text', {
            confidence: 'review',
            severity: 'low',
          });
      },
    },
  ],
});

/** The text of which only the first occurrence is replaced; null when all are, or it is not known. */
function firstOnly(pattern: Node, code: Code): string | null {
  if (pattern.type === 'Literal' && 'regex' in pattern) {
    if (pattern.regex.flags.includes('g')) return null;
    const { pattern: source } = pattern.regex;
    return /^\\?['"<>&`]$/.test(source)
      ? source.replace('\\', '')
      : /^\\\.\\\.(\\\/|\\\\)?$/.test(source)
        ? source.replaceAll('\\', '')
        : null;
  }
  return constantString(code, pattern);
}
