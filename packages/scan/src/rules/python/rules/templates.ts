import { type FileRule, fileRule } from '../../../engine/rule.ts';

const example = (text: string) => ({ 'templates/page.html': `${text}\n` });

/** Templates of Django and Jinja, which other template languages share the braces with but not these words. */
export const templateRules: readonly FileRule[] = [
  fileRule({
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
  }),
  fileRule({
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
  }),
  fileRule({
    id: 'python/template-debug-tag',
    title: 'Everything a template knows, printed',
    severity: 'medium',
    confidence: 'likely',
    weakness: ['CWE-489', 'CWE-200'],
    kind: 'security',
    what: '`{% debug %}` prints the whole context of the template and the names of all modules.',
    why: 'Visitors read settings, users and keys that the page was never to show.',
    fix: 'Take it out; look at the context in the debug toolbar.',
    bad: [example('<pre>{% debug %}</pre>')],
    good: [example('{% if debug %}<p>A test.</p>{% endif %}')],
    wants: ['html', 'template'],
    check(file, report) {
      for (const { 0: text, index } of file.text.matchAll(/\{%-?\s{0,9}debug\s{0,9}-?%\}/g))
        report({ start: index, end: index + text.length, message: 'Visitors read the whole context' });
    },
  }),
  fileRule({
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
  }),
  fileRule({
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
  }),
];
