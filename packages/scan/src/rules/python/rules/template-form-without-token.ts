import { fileRule } from '../../../engine/rule.ts';
import { example } from '../template-example.ts';

export const templateFormWithoutToken = fileRule({
  id: 'python/template-form-without-token',
  title: 'Form without a CSRF token',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-352'],
  kind: 'security',
  what: 'A template of Django has a form with `method="post"` and no `{% csrf_token %}`.',
  why: 'Django refuses the form, or, where its check is off, any other site can send it with the visitor’s session.',
  fix: 'Put `{% csrf_token %}` into the form.',
  bad: [example('{% load static %}\n<form method="post"><input name="a"></form>')],
  good: [
    example('{% load static %}\n<form method="post">{% csrf_token %}<input name="a"></form>'),
    example('<form method="post"><input name="a"></form>'),
  ],
  wants: ['html', 'template'],
  check(file, report) {
    // Only Django has these tags; other languages call the token something else.
    if (
      !/\{%\s*(load|extends|block|url|csrf_token|trans|include)\b/.test(file.text) ||
      /csrf/i.test(file.text.replaceAll(/csrf_token|<!--[^>]{0,400}-->|\{#[^}\n]{0,400}#\}/g, ''))
    )
      return;
    for (const { 0: text, index } of file.text.matchAll(
      /<form\b[^>]{0,400}method=["']?(?:post|put|patch|delete)["']?[^>]{0,400}>([\s\S]{0,5000}?)<\/form>/gi,
    ))
      if (!/csrf_token|form\.hidden_tag|form\.csrf/.test(text))
        report({ start: index, end: index + text.indexOf('>') + 1, message: 'This form has no token' });
  },
});
