import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { partsOf } from '../program/constant.ts';
import { calledName, keyName, unwrapped } from '../program/node.ts';

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
      'lambda.js':
        'exports.handler = async (event) => ({ headers: { "Content-Type": "text/html" }, body: `<p>${event.queryStringParameters.name}</p>` });\n',
    },
  ],
  good: [
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
});

function checkText(node: Node, look: Look): void {
  const parts = partsOf(node);
  if (
    parts.length < 2 ||
    !parts.some((part) => typeof part === 'string' && /<[a-zA-Z][\w-]*[\s/>]|<\/[a-zA-Z]/.test(part))
  )
    return;
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
