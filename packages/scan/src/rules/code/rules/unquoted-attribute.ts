import type { TextRule } from '../code-rule.ts';
import { eachMatch } from '../text-matches.ts';

export const unquotedAttribute: TextRule = {
  id: 'code/unquoted-attribute',
  title: 'A template puts a value into an attribute without quotes',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-79'],
  kind: 'security',
  what: 'An attribute of a tag is a value of the template with no quotes around it.',
  why: 'A space in the value ends the attribute; what follows is another one, `onmouseover` for instance. Escaping for HTML does not escape spaces.',
  fix: 'Put quotes around it: `class="{{ kind }}"`.',
  bad: [
    { 'page.hbs': '<div class={{ kind }}></div>\n' },
    { 'page.html': '<img src={{ url_for("static", name="a.png") }} alt="">\n' },
    { 'page.ejs': '<a title=<%= title %>>x</a>\n' },
  ],
  good: [
    { 'page.hbs': '<div class="{{ kind }}"></div>\n' },
    { 'page.ejs': '<a title="<%= title %>">x</a>\n' },
  ],
  wants: ['template', 'html'],
  check(file, report) {
    if (/\.(pug|jade)$/i.test(file.path)) return;
    // The tag may hold quoted attributes before; the opening brace must follow the equals sign itself.
    for (const { start, end } of eachMatch(
      /<[a-zA-Z][\w-]*\s(?:[^<>"'={}%]|=\s*"[^"\n]{0,300}"|=\s*'[^'\n]{0,300}'|\{\{[^{}\n]{0,100}\}\}){0,40}?[\w:@-]+=\s*(?:\{\{[^<>{}\n]{0,200}\}\}|<%=[^<>%\n]{0,200}%>)/g,
      file.text,
    ))
      report({
        start,
        end,
        // In plain HTML `{{ }}` is as often Angular's or Vue's, which set properties and need no quotes.
        ...(file.type === 'html' ? { confidence: 'review' as const } : {}),
        message: `\`${file.text.slice(start, end).slice(0, 60)}\` has no quotes around the value`,
      });
  },
};
