import { flowRule } from '../flow-rule.ts';
import { constantString } from '../program/constant.ts';

export const domHtml = flowRule({
  id: 'code/dom-html',
  title: 'The page gets HTML from a value',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-79'],
  kind: 'security',
  what: '`innerHTML`, `document.write` or a like sink gets text from outside. A parameter of a function is for review.',
  why: 'Tags in the text become elements; an `onerror` in one of them runs the attacker’s script in the page.',
  fix: 'Set `textContent`, build elements, or sanitise (DOMPurify, `setHTML`).',
  bad: [
    {
      'page.js':
        'document.getElementById("q").innerHTML = "You looked for " + decodeURIComponent(location.search);\n',
    },
    {
      'page.js':
        'const params = new URLSearchParams(location.search);\ndocument.write(params.get("name"));\n',
    },
    {
      'show.ts':
        'export function show(where: HTMLElement, text: string) {\n  where.insertAdjacentHTML("beforeend", `<p>${text}</p>`);\n}\n',
    },
    {
      'list.ts':
        'import { unsafeHTML } from "lit/directives/unsafe-html.js";\nexport const show = (text: string) => unsafeHTML(`<b>${text}</b>`);\n',
    },
    {
      'page.ejs':
        '<% if (user) { %><p id="x"></p>\n<script>\n  const user = <%= user %>;\n  x.innerHTML = location.hash.slice(1);\n</script><% } %>\n',
    },
    { 'page.html': '<p id="x"></p>\n<script>\n  x.innerHTML = location.hash.slice(1);\n</script>\n' },
  ],
  good: [
    { 'page.js': 'document.getElementById("q").textContent = location.search;\n' },
    { 'page.js': 'import DOMPurify from "dompurify";\nx.innerHTML = DOMPurify.sanitize(location.hash);\n' },
    { 'page.js': 'x.innerHTML = "<b>done</b>";\n' },
  ],
  references: ['https://developer.mozilla.org/docs/Web/API/Element/innerHTML#security_considerations'],
  words: [
    'innerHTML',
    'outerHTML',
    'insertAdjacentHTML',
    'document\\.write',
    'createContextualFragment',
    'srcdoc',
    'setHTMLUnsafe',
    'createNodesFromMarkup',
    'unsafeHTML',
    'htmlSafe',
    'SafeString',
    'react-html-parser|html-react-parser|react-render-html',
    'hono/html',
  ],
  purpose: 'html',
  also: ['parameter'],
  sinks: [
    { assigned: ['innerHTML', 'outerHTML', 'srcdoc'] },
    { of: ['document.write', 'document.writeln'], args: [0, 1, 2] },
    { of: ['*.write', '*.writeln'], when: (_call, _look, name) => /\bdocument\.write(ln)?$/.test(name) },
    { of: ['*.insertAdjacentHTML'], args: [1] },
    {
      // Angular's `Renderer2`.
      of: ['*.setProperty'],
      args: [2],
      when: (call, look) =>
        call.type === 'CallExpression' &&
        call.arguments[1] !== undefined &&
        /^(inner|outer)HTML$/.test(constantString(look.code, call.arguments[1]) ?? ''),
    },
    { of: ['*.createContextualFragment', '*.setHTMLUnsafe'] },
    {
      of: [
        'fbjs/lib/createNodesFromMarkup',
        'lit.unsafeHTML',
        'lit/directives/unsafe-html.js.unsafeHTML',
        'lit/directives/unsafe-html.unsafeHTML',
        'lit-html/directives/unsafe-html.js.unsafeHTML',
        'lit-html/directives/unsafe-html.unsafeHTML',
        '@ember/template.htmlSafe',
        '@ember/string.htmlSafe',
        'handlebars.SafeString',
        'Handlebars.SafeString',
        'html-react-parser',
        'html-react-parser.parse',
        'react-html-parser',
        'react-render-html',
        'hono/html.raw',
        'htm.raw',
      ],
    },
  ],
  harm: 'is taken for HTML',
});
