import { fileRule } from '../../../engine/rule.ts';
import { example } from '../template-example.ts';

export const templateUnquotedAttribute = fileRule({
  id: 'python/template-unquoted-attribute',
  title: 'Value in an attribute without quotes',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-79'],
  kind: 'security',
  what: 'A template puts a value into an HTML attribute without quotes around it.',
  why: 'A space in the value begins the next attribute: `x onmouseover=…` needs no forbidden character.',
  fix: 'Put it in quotes: `alt="{{ title }}"`.',
  bad: [example('<img src="a.png" alt={{ title }}>')],
  good: [example('<img src="a.png" alt="{{ title }}">')],
  wants: ['html', 'template'],
  check(file, report) {
    if (!/=\s?\{\{/.test(file.text) || !/\{%|\{\{\s*\w/.test(file.text)) return;
    for (const { 0: text, index } of file.text.matchAll(
      /<[a-z][^<>]{0,500}?\s[\w-]{1,40}=\s?(\{\{[^{}\n]{1,200}\}\})/gi,
    )) {
      const hole = text.lastIndexOf('{{');
      // Inside quotes that began earlier in the tag nothing is unquoted; Vue and Angular bind with other names.
      const before = text.slice(0, hole);
      if (((before.match(/"/g) ?? []).length % 2) + ((before.match(/'/g) ?? []).length % 2) > 0) continue;
      report({
        start: index + hole,
        end: index + text.length,
        message: 'A space in this value begins another attribute',
      });
    }
  },
});
