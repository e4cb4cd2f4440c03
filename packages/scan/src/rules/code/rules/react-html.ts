import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { isConstant, optionIn } from '../program/constant.ts';

export const reactHtml = codeRule({
  id: 'code/react-html',
  title: 'A component shows a value as HTML',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-79'],
  kind: 'security',
  what: '`dangerouslySetInnerHTML` gets text from outside. A property of the component is for review.',
  why: 'React escapes everything but this; scripts in the text run in the page.',
  fix: 'Show it as a child (`{text}`), or sanitise it (DOMPurify) where it is set.',
  bad: [
    { 'page.jsx': 'export const Note = ({ text }) => <div dangerouslySetInnerHTML={{ __html: text }} />;\n' },
    {
      'page.tsx':
        'const Hash = () => <div dangerouslySetInnerHTML={{ __html: decodeURIComponent(location.hash) }} />;\n',
    },
  ],
  good: [
    { 'page.jsx': 'export const Note = ({ text }) => <div>{text}</div>;\n' },
    {
      'page.jsx':
        'export const Note = ({ text }) => <div dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(text) }} />;\n',
    },
    { 'page.jsx': 'export const Note = () => <div dangerouslySetInnerHTML={{ __html: "<b>x</b>" }} />;\n' },
  ],
  references: ['https://react.dev/reference/react-dom/components/common#dangerously-setting-the-inner-html'],
  words: ['dangerouslySetInnerHTML'],
  nodes: {
    JSXAttribute(node, look) {
      if (node.name.type !== 'JSXIdentifier' || node.name.name !== 'dangerouslySetInnerHTML') return;
      if (node.value?.type !== 'JSXExpressionContainer') return;
      check(node.value.expression, node, look);
    },
    Property(node, look) {
      if (
        node.key.type === 'Identifier' &&
        node.key.name === 'dangerouslySetInnerHTML' &&
        node.parent?.type === 'ObjectExpression'
      )
        check(node.value, node, look);
    },
  },
});

function check(value: Node, at: Node, look: Look): void {
  const html = optionIn(look.code, value, '__html') ?? value;
  if (isConstant(look.code, html)) return;
  const flow = look.flow(html, { purpose: 'html', also: ['parameter'] });
  if (flow)
    look.reportFlow(
      at,
      flow,
      `${flow.origin === 'parameter' ? 'a property' : flow.what} is taken for HTML: ${look.quote(html)}`,
    );
}
