import { type CallLook, codeRule } from '../code-rule.ts';
import { isFalse, isTrue, optionIn } from '../program/constant.ts';
import { keyName, memberName } from '../program/node.ts';

export const escapingOff = codeRule({
  id: 'code/escaping-off',
  title: 'Escaping is switched off',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-116', 'CWE-79', 'CWE-80'],
  kind: 'security',
  what: 'A template engine, a Markdown renderer or serialize-javascript is told not to escape.',
  why: 'Every value it shows from then on is HTML or script of whoever wrote it.',
  fix: 'Leave escaping on, and mark the one value that is HTML already.',
  bad: [
    {
      'mail.js':
        'const Handlebars = require("handlebars");\nHandlebars.compile(source, { noEscape: true });\n',
    },
    {
      'page.js':
        'const nunjucks = require("nunjucks");\nnunjucks.configure("views", { autoescape: false });\n',
    },
    {
      'state.js': 'const serialize = require("serialize-javascript");\nserialize(state, { unsafe: true });\n',
    },
    { 'app.js': 'const swig = require("swig");\nswig.setDefaults({ autoescape: false });\n' },
    {
      'i18n.js':
        'angular.module("a").config(($translateProvider) => $translateProvider.useSanitizeValueStrategy(null));\n',
    },
    { 'm.js': 'const Mustache = require("mustache");\nMustache.escape = (text) => text;\n' },
  ],
  good: [
    { 'mail.js': 'const Handlebars = require("handlebars");\nHandlebars.compile(source);\n' },
    {
      'state.js': 'const serialize = require("serialize-javascript");\nserialize(state, { isJSON: true });\n',
    },
  ],
  words: [
    'noEscape',
    'auto_?[eE]scape',
    'unsafe["\']?\\s*:',
    '\\.escape\\s*=',
    'sanitize["\']?\\s*:',
    'allowDangerousHtml',
    'escapeHtml["\']?\\s*:',
    'skipHtml',
    'rehypeRaw',
    'rehype-raw',
    'supportHtml',
    'escapeMarkup',
    'useSanitizeValueStrategy',
    '\\$translateProvider',
  ],
  calls: [
    {
      // Its manual: without a strategy, values of translations go into the page as they are.
      of: ['$translateProvider.useSanitizeValueStrategy', '*.useSanitizeValueStrategy'],
      look(call, look) {
        const [strategy] = call.arguments;
        if (strategy?.type === 'Literal' && strategy.value === null)
          look.report(call, 'values in translations are left as they are');
      },
    },
    {
      of: ['*.translations'],
      look(call, look, name) {
        if (
          /\$translateProvider\.translations$/.test(name) &&
          !look.code.callsByName.has('useSanitizeValueStrategy')
        )
          look.report(call, 'nothing says how values in translations are escaped', { confidence: 'review' });
      },
    },
    ...[
      {
        of: ['handlebars.compile', 'Handlebars.compile', 'handlebars.precompile'],
        option: 'noEscape',
        bad: isTrue,
        at: 1,
      },
      { of: ['serialize-javascript', 'serialize'], option: 'unsafe', bad: isTrue, at: 1 },
      { of: ['marked.setOptions', 'marked'], option: 'sanitize', bad: isFalse, at: 0 },
      { of: ['marked', 'marked.parse', 'marked.marked'], option: 'sanitize', bad: isFalse, at: 1 },
      { of: ['remark-html', 'remark-rehype'], option: 'allowDangerousHtml', bad: isTrue, at: 0 },
    ].map(
      ({ of, option, bad, at }): CallLook => ({
        of,
        look(call, look) {
          const options = call.arguments[at];
          const value = options ? optionIn(look.code, options, option) : null;
          if (value && bad(look.code, value))
            look.report(
              call,
              `\`${option}\` leaves values as they are`,
              // Its text also goes where there is no page: to a worker, into a file.
              option === 'unsafe' ? { confidence: 'review' } : {},
            );
        },
      }),
    ),
  ],
  nodes: {
    AssignmentExpression(node, look) {
      if (node.left.type !== 'MemberExpression' || memberName(node.left) !== 'escape') return;
      if (!/^(mustache|handlebars|ejs)\.escape$/i.test(look.name(node.left) ?? '')) return;
      look.report(node, `${look.quote(node.left)} is replaced: nothing is escaped as the engine promises`);
    },
    JSXAttribute(node, look) {
      const element = node.parent;
      if (
        element?.type !== 'JSXOpeningElement' ||
        element.name.type !== 'JSXIdentifier' ||
        node.name.type !== 'JSXIdentifier'
      )
        return;
      const tag = element.name.name;
      const { name } = node.name;
      if (!/Markdown/.test(tag)) return;
      const value = node.value?.type === 'JSXExpressionContainer' ? node.value.expression : null;
      if (name === 'allowDangerousHtml' && (value === null || isTrue(look.code, value)))
        look.report(node, 'HTML inside the Markdown is shown as it is', { confidence: 'review' });
      if (name === 'escapeHtml' && value && isFalse(look.code, value))
        look.report(node, 'HTML inside the Markdown is shown as it is', { confidence: 'review' });
      if (
        name === 'rehypePlugins' &&
        /\brehypeRaw\b/.test(look.quote(node)) &&
        !/sanitize/i.test(look.file.text.slice(node.start, node.end))
      )
        look.report(node, 'HTML inside the Markdown is shown as it is', { confidence: 'review' });
      if (
        /^(transform(Link|Image)Uri|urlTransform)$/.test(name) &&
        value &&
        /^(null|undefined|false)$/.test(look.file.text.slice(value.start, value.end))
      )
        look.report(node, 'links of the Markdown may be `javascript:`', { confidence: 'review' });
    },
    Property(node, look) {
      // Swig, Eta, Squirrelly and Twig each have a function of their own for it; the option says it all.
      if (
        /^auto_?escape$/i.test(keyName(node) ?? '') &&
        isFalse(look.code, node.value) &&
        [...look.code.modules].some((module) => engines.test(module))
      )
        look.report(node, `${look.quote(node)} leaves values as they are`);
      if (
        keyName(node) === 'supportHtml' &&
        isTrue(look.code, node.value) &&
        node.parent?.type === 'ObjectExpression'
      )
        look.report(node, 'HTML inside the Markdown is shown as it is', { confidence: 'review' });
    },
  },
});

const engines =
  /^(nunjucks|swig(-templates)?|eta|squirrelly|twig|consolidate|express-nunjucks|koa-views|koa-nunjucks-2|@ladjs\/consolidate|edge\.js|art-template|liquidjs)$/;
