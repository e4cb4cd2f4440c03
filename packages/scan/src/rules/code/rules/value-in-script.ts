import type { TextRule } from '../code-rule.ts';
import { eachMatch } from '../text-matches.ts';

export const valueInScript: TextRule = {
  id: 'code/value-in-script',
  title: 'A template puts a value into a script or an address',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-79'],
  kind: 'security',
  what: 'A value of the template stands inside a `<script>`, an event attribute, or as the whole of an `href`.',
  why: 'Escaping for HTML does not fit there: quotes of the script’s language, or a `javascript:` address, do the harm.',
  fix: 'Write the value as JSON into a `data-` attribute and read it from the script; check the scheme of addresses.',
  bad: [
    { 'page.ejs': '<script>var name = "<%= name %>";</script>\n' },
    { 'page.html': '<script>const rows = {{ rows_json|safe }};</script>\n' },
    { 'page.hbs': '<a href="{{ url }}">x</a>\n' },
  ],
  good: [
    { 'page.html': '<script>const rows = {{ rows|tojson }};</script>\n' },
    { 'page.ejs': '<p data-name="<%= name %>"></p><script src="a.js"></script>\n' },
    { 'page.hbs': '<a href="/users/{{ id }}">x</a>\n' },
    { 'page.hbs': '<script type="text/x-handlebars"><p>{{ name }}</p></script>\n' },
  ],
  wants: ['template', 'html'],
  check(file, report) {
    for (const script of eachMatch(
      /<script\b((?:<%[^%>]{0,200}%>|[^<>]){0,500})>([^<]{0,20000}(?:<(?!\/script)[^<]{0,20000}){0,200})<\/script/gi,
      file.text,
    )) {
      const [attributes = '', body = ''] = script.groups;
      if (/\btype\s*=\s*["'](?!module|text\/javascript|application\/javascript)/i.test(attributes)) continue;
      const from = script.end - '</script'.length - body.length;
      for (const value of eachMatch(/\{\{[^{}\n]{1,200}\}\}|<%[=-][^%\n]{1,200}%>/g, body)) {
        const text = body.slice(value.start, value.end);
        if (harmless.test(text) || !isTemplate(file.path, text)) continue;
        report({
          start: from + value.start,
          end: from + value.end,
          message: `\`${text.slice(0, 60)}\` becomes part of a script`,
        });
      }
    }
    for (const { start, end, groups } of eachMatch(
      /\s(?:href|src|action|formaction|on[a-z]+)\s*=\s*(?:"|')?((?:\{\{[^{}"'\n]{1,200}\}\}|<%[=-][^%"'\n]{1,200}%>))/gi,
      file.text,
    ))
      if (
        !/url_?for|static|asset|path|csrf|root|base|@|\(/i.test(groups[0] ?? '') &&
        isTemplate(file.path, groups[0] ?? '')
      )
        report({
          start,
          end,
          message: `\`${groups[0]?.slice(0, 60)}\` is the whole of an address or a script`,
        });
  },
};

/** What the template language writes as JSON or escapes for scripts, and numbers of the server's own. */
const harmless =
  /\|\s*(tojson|to_json|json\b|json_encode|json_script|escapejs|escape_javascript|js\b|e\(['"]js)|stringify|to_?json\b|escape|serialize|nonce|csp|csrf/i;

/** `{{ }}` in plain HTML is as often Angular’s or Vue’s, which know where they stand. */
const isTemplate = (path: string, text: string): boolean =>
  !/\.(pug|jade)$/i.test(path) && (!/\.html?$/i.test(path) || text.startsWith('<%') || text.startsWith('{{'));
