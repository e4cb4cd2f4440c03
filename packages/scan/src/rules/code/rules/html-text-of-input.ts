import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { constantString, partsOf, possibleStrings } from '../program/constant.ts';
import { type Call, calledName, keyName, unwrapped } from '../program/node.ts';

export const htmlTextOfInput = codeRule({
  id: 'code/html-text-of-input',
  title: 'HTML is put together with text from outside',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-79'],
  kind: 'security',
  what: 'A string with tags in it holds text from outside that was not escaped.',
  why: 'Wherever that string is shown as HTML, the text’s own tags and scripts are part of the page.',
  fix: 'Escape the value for HTML, or leave the putting together to a template that does.',
  bad: [
    { 'mail.js': 'app.post("/", (req) => mail.send({ html: "<p>From " + req.body.name + "</p>" }));\n' },
    {
      'mail.js':
        'const { format } = require("util");\napp.post("/", (req) => mail.send({ html: format("<p>From %s</p>", req.body.name) }));\n',
    },
    {
      'lambda.js':
        'exports.handler = async (event) => ({ headers: { "Content-Type": "text/html" }, body: `<p>${event.queryStringParameters.name}</p>` });\n',
    },
  ],
  good: [
    { 'list.js': 'app.post("/", (req) => list.concat(req.body.name));\n' },
    {
      'mail.js':
        'app.post("/", (req) => mail.send({ html: "<p>From " + escapeHtml(req.body.name) + "</p>" }));\n',
    },
    { 'log.js': 'app.post("/", (req) => log.info("a < b: " + req.body.name));\n' },
    { 'count.js': 'app.post("/", (req) => mail.send({ html: `<p>${req.body.list.length} items</p>` }));\n' },
  ],
  words: ['</?[a-zA-Z]'],
  needsSource: true,
  nodes: {
    TemplateLiteral: checkText,
    BinaryExpression(node, look) {
      if (
        node.operator === '+' &&
        !(node.parent?.type === 'BinaryExpression' && node.parent.operator === '+')
      )
        checkText(node, look);
    },
  },
  calls: [
    {
      // `page.concat(value)`, where the page so far is seen to be HTML.
      of: ['*.concat'],
      look(call, look) {
        const callee = unwrapped(call.callee);
        if (callee.type !== 'MemberExpression') return;
        const text = possibleStrings(look.code, callee.object).join('');
        if (partsOf(call).length > 1) checkText(call, look);
        else if (markup.test(text)) reportIn(call, call.arguments, look);
      },
    },
    {
      of: [
        'util.format',
        'format',
        'sprintf',
        'sprintf-js.sprintf',
        'util.default.format',
        'printf',
        'string-format',
      ],
      look(call, look) {
        const [format, ...values] = call.arguments;
        if (format && markup.test(constantString(look.code, format) ?? '')) reportIn(call, values, look);
      },
    },
  ],
});

function reportIn(call: Call, values: readonly Node[], look: Look): void {
  for (const value of values) {
    const flow = look.flow(value, { purpose: 'html' });
    if (flow) look.reportFlow(call, flow, `${flow.what} becomes part of HTML: ${look.quote(call)}`);
  }
}

const markup = /<[a-zA-Z][\w-]*[\s/>]|<\/[a-zA-Z]/;

function checkText(node: Node, look: Look): void {
  const parts = partsOf(node);
  if (parts.length < 2 || !parts.some((part) => typeof part === 'string' && markup.test(part))) return;
  if (node.parent?.type === 'TaggedTemplateExpression' || isSinkItself(node)) return;
  const flow = look.flow(node, { purpose: 'html' });
  if (flow) look.reportFlow(node, flow, `${flow.what} becomes part of HTML: ${look.quote(node)}`);
}

/** Other rules speak of text that is handed straight to an answer, a page or a log. */
function isSinkItself(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === 'CallExpression') {
    const callee = unwrapped(parent.callee);
    const object =
      callee.type === 'MemberExpression' && callee.object.type === 'Identifier' ? callee.object.name : '';
    return (
      /^(send|end|write|writeln|insertAdjacentHTML|compile|render|html|append|prepend|Error|log|info|warn|error|debug)$/.test(
        calledName(parent) ?? '',
      ) || object === 'console'
    );
  }
  if (parent?.type === 'NewExpression') return /Error$/.test(calledName(parent) ?? '');
  return (
    parent?.type === 'AssignmentExpression' &&
    parent.left.type === 'MemberExpression' &&
    keyName({ key: parent.left.property, computed: parent.left.computed }) === 'innerHTML'
  );
}
