import { fileRule } from '../../../engine/rule.ts';
import { example } from '../template-example.ts';

export const templateAutoescapeOff = fileRule({
  id: 'python/template-autoescape-off',
  title: 'Part of a template that does not escape',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-79', 'CWE-116'],
  kind: 'security',
  what: '`{% autoescape off %}` (Django) or `{% autoescape false %}` (Jinja) switches escaping off.',
  why: 'Every value in that part can be markup of whoever chose it.',
  fix: 'Take it out; mark single values that hold checked markup.',
  bad: [example('{% autoescape off %}{{ body }}{% endautoescape %}')],
  good: [
    example('{% autoescape on %}{{ body }}{% endautoescape %}'),
    { 'templates/reset_email.html': '{% autoescape off %}Hello {{ name }}{% endautoescape %}' },
  ],
  wants: ['html', 'template'],
  check(file, report) {
    // A mail without markup is plain text, which escapes would spoil.
    if (/mail/.test(file.path) && !/<[a-z!]/i.test(file.text)) return;
    for (const { 0: text, index } of file.text.matchAll(
      /\{%-?\s{0,9}autoescape\s{1,9}(off|false|False)\s{0,9}-?%\}/g,
    ))
      report({ start: index, end: index + text.length, message: 'Nothing is escaped from here on' });
  },
});
