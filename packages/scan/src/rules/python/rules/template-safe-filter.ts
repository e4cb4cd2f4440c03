import { fileRule } from '../../../engine/rule.ts';
import { example } from '../template-example.ts';

export const templateSafeFilter = fileRule({
  id: 'python/template-safe-filter',
  title: 'Value inserted into a template without escaping',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-79'],
  kind: 'security',
  what: 'A template of Django or Jinja inserts a value with `|safe` or `|safeseq`, or translates one with `noop` around it.',
  why: 'Markup in the value is drawn, scripts too.',
  fix: 'Leave the filter out; sanitise on the way in where markup is wanted (`nh3`, `bleach`).',
  bad: [example('<p>{{ comment|safe }}</p>'), example('{{ names | safeseq | join:", " }}')],
  good: [example('<p>{{ comment }}</p>'), example('<p>{{ comment|escape }}</p>')],
  wants: ['html', 'template'],
  check(file, report) {
    if (!/\|\s*safe/.test(file.text)) return;
    for (const { 0: text, index } of file.text.matchAll(
      /\{\{[^{}\n]{1,300}\|\s*safe(seq)?\b[^{}\n]{0,200}\}\}/g,
    ))
      report({
        start: index,
        end: index + text.length,
        message: `\`${text.slice(0, 60)}\` is not escaped`,
      });
  },
});
