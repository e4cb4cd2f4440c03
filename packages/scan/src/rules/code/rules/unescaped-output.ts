import type { TextRule } from '../code-rule.ts';
import { eachMatch } from '../text-matches.ts';

/** How each kind of template writes a value out as it is. The first group is the value. */
const forms: readonly { readonly path: RegExp; readonly form: RegExp }[] = [
  {
    path: /\.ejs$/i,
    form: /<%-\s*(?!include\b|await include\b|partial\b|contentFor\b|body\b|style\b|script\b|block\b|layout\b)([^%]{1,200}?)[-_]?%>/g,
  },
  {
    path: /\.(hbs|handlebars|mustache|html|htm)$/i,
    form: /\{\{\{(?!\s*(?:body|yield|block|outlet|include|>)\b)([^{}]{1,200})\}\}\}/g,
  },
  { path: /\.(hbs|handlebars|mustache)$/i, form: /\{\{&([^{}]{1,200})\}\}/g },
  { path: /\.(pug|jade)$/i, form: /^[ \t]*[\w.#-]*(?:\([^)\n]{0,200}\))?!=[ \t]*(\S[^\n]{0,200})/gm },
  {
    path: /\.(pug|jade)$/i,
    form: /\((?:[^()\n]{0,200}[\s,])?[\w:-]{1,40}!=[ \t]{0,4}([^\s,()][^\n,()]{0,200})/g,
  },
  { path: /\.(pug|jade)$/i, form: /!\{([^}\n]{1,200})\}/g },
  { path: /\.vue$/i, form: /\sv-html\s*=\s*"([^"\n]{1,200})"/g },
  { path: /\.svelte$/i, form: /\{@html\s+([^}\n]{1,200})\}/g },
];

/** A literal, or a value that is said to be escaped, cleaned or made by the program. */
const harmless =
  /^\s*(["'`][^"'`$]*["'`]|JSON\.stringify\(.*|.*\b(sanitiz|escape|purif|safe|markdown|i18n|\bt\(|__\(|csrf|htmlWebpackPlugin|locals\.body|include\(|partial\(|icon|svg).*)\s*;?\s*$/i;

export const unescapedOutput: TextRule = {
  id: 'code/unescaped-output',
  title: 'A template writes a value out unescaped',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-79'],
  kind: 'security',
  what: 'A template shows a value without escaping: `<%-` of EJS, `{{{` of Handlebars and Mustache, `!=` and `!{` of Pug, `v-html` of Vue, `{@html` of Svelte.',
  why: 'Tags in the value become part of the page, scripts included.',
  fix: 'Use the form that escapes, or sanitise the value where it is made.',
  bad: [
    { 'page.ejs': '<p><%- comment %></p>\n' },
    { 'page.hbs': '<p>{{{comment}}}</p>\n' },
    { 'page.pug': 'p!= comment\n' },
    { 'note.vue': '<template><p v-html="comment"></p></template>\n' },
    { 'note.svelte': '<p>{@html comment}</p>\n' },
  ],
  good: [
    { 'page.ejs': '<p><%= comment %></p>\n<%- include("foot") %>\n' },
    { 'page.hbs': '<p>{{comment}}</p>\n' },
    { 'page.pug': 'p= comment\n' },
    { 'note.vue': '<template><p>{{ comment }}</p></template>\n' },
  ],
  wants: ['template', 'html', 'vue', 'svelte'],
  check(file, report) {
    for (const { path, form } of forms) {
      if (!path.test(file.path)) continue;
      for (const { start, end, groups } of eachMatch(form, file.text)) {
        const value = (groups[0] ?? '').trim();
        if (!harmless.test(value))
          report({ start, end, message: `\`${value.slice(0, 60)}\` is written out as it is` });
      }
    }
  },
};
