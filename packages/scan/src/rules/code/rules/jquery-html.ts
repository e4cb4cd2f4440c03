import type { Node } from 'oxc-parser';
import type { Look } from '../code-rule.ts';
import { flowRule } from '../flow-rule.ts';
import { calledName, unwrapped } from '../program/node.ts';

const methods = [
  'html',
  'append',
  'prepend',
  'before',
  'after',
  'wrap',
  'wrapAll',
  'wrapInner',
  'replaceWith',
  'appendTo',
  'prependTo',
  'insertBefore',
  'insertAfter',
  'add',
  'parseHTML',
  'replaceAll',
];

export const jqueryHtml = flowRule({
  id: 'code/jquery-html',
  title: 'Elements are made of a value by jQuery',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-79'],
  kind: 'security',
  what: '`$(…)`, `.html()`, `.append()` or a like method of jQuery gets text from outside. A parameter of a function is for review.',
  why: 'Text with a tag in it becomes elements, and their scripts run.',
  fix: 'Use `.text()`, `$(document).find(selector)`, or sanitise the text.',
  bad: [
    { 'page.js': '$("#name").html("<b>" + new URLSearchParams(location.search).get("name") + "</b>");\n' },
    { 'page.js': 'function show(name) {\n  $("#list").append("<li>" + name + "</li>");\n}\n' },
  ],
  good: [
    { 'page.js': '$("#name").text(new URLSearchParams(location.search).get("name"));\n' },
    { 'page.js': '$("#list").append("<li>one</li>");\n' },
    { 'list.js': 'function add(list, one) {\n  list.append(one);\n}\n' },
  ],
  words: ['\\$\\(', 'jQuery', 'angular\\.element'],
  purpose: 'html',
  also: ['parameter'],
  sinks: [
    { of: ['$', 'jQuery', 'jquery'], when: isMarkup },
    { of: methods.map((method) => `*.${method}`), when: (call, look, name) => isJquery(call, look, name) },
    { of: ['$.parseHTML', 'jQuery.parseHTML', 'jquery.parseHTML'] },
  ],
  harm: 'is made into elements',
});

/** Is the receiver a jQuery object, by its call or by the custom of a `$` in its name? */
function isJquery(call: Node, look: Look, name: string): boolean {
  if (call.type !== 'CallExpression') return false;
  if (/^(\$|jQuery|jquery|angular\.element)\(\)|^\$\$\w*\.\w+$/.test(name)) return isPutTogether(call, look);
  const callee = unwrapped(call.callee);
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name.startsWith('$') &&
    callee.object.name.length > 1 &&
    isPutTogether(call, look)
  );
}

/** A lone name may hold an element; text with tags, or a value from outside, does not. */
function isPutTogether(call: Node, look: Look): boolean {
  if (call.type !== 'CallExpression') return false;
  const [value] = call.arguments;
  if (!value) return false;
  if (value.type === 'TemplateLiteral' || value.type === 'BinaryExpression') return true;
  if (look.flow(value, { purpose: 'html' }) !== null) return true;
  // What elements are wrapped in is markup, and a name that says HTML means it.
  const name = value.type === 'Identifier' ? value.name : '';
  // AngularJS hands its own scope about under a name like that.
  const isScope = look.file.text.startsWith('$scope', value.start);
  return /wrap|^html$/i.test(calledName(call) ?? '') && !isScope
    ? !/^\$|el$|elem|node/i.test(name)
    : /html|markup|input/i.test(name);
}

function isMarkup(call: Node, look: Look): boolean {
  if (call.type !== 'CallExpression') return false;
  const [value] = call.arguments;
  if (!value) return false;
  const flow = look.flow(value, { purpose: 'html' });
  if (flow) return true;
  return (
    (value.type === 'TemplateLiteral' || value.type === 'BinaryExpression') &&
    /^[`"']\s*</.test(look.file.text.slice(value.start, value.start + 4))
  );
}
