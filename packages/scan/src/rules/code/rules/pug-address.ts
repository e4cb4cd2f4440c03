import type { TextRule } from '../code-rule.ts';
import { eachMatch } from '../text-matches.ts';

export const pugAddress: TextRule = {
  id: 'code/pug-address',
  title: 'A Pug template takes an address from a value',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-79'],
  kind: 'security',
  what: 'An `href` or `src` in a Pug template is a variable as a whole.',
  why: 'The address may be `javascript:…`; Pug escapes quotes, not schemes.',
  fix: 'Put your own scheme or path in front, or check the scheme where the value is made.',
  bad: [{ 'page.pug': 'a(href=url) next\n' }],
  good: [
    { 'page.pug': 'a(href="/users/" + id) next\n' },
    { 'page.pug': 'a(href="https://example.org") next\n' },
  ],
  wants: ['template'],
  check(file, report) {
    if (!/\.(pug|jade)$/i.test(file.path)) return;
    for (const { start, end, groups } of eachMatch(
      /\((?:[^()\n]{0,200}[\s,])?(?:href|src)=(?:([A-Za-z_$][\w.$[\]]*)|["'`][#$]\{([^}\n]{1,80})\})(?=[\s,)])/g,
      file.text,
    ))
      report({ start, end, message: `\`${groups[0] ?? groups[1] ?? ''}\` is the whole address` });
  },
};
