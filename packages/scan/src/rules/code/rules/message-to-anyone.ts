import { codeRule, type Look } from '../code-rule.ts';
import { constantString } from '../program/constant.ts';
import { type Call, unwrapped } from '../program/node.ts';

export const messageToAnyone = codeRule({
  id: 'code/message-to-anyone',
  title: 'A message is posted to whatever page is there',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-345', 'CWE-346'],
  kind: 'security',
  what: '`postMessage` to another window has the target `"*"`.',
  why: 'If the window has gone to another site in the meantime, that site reads the message.',
  fix: 'Name the origin: `postMessage(data, "https://example.org")`.',
  bad: [{ 'page.js': 'window.parent.postMessage(token, "*");\n' }],
  good: [
    { 'page.js': 'window.parent.postMessage(token, "https://example.org");\n' },
    { 'page.js': 'window.parent.postMessage("ready", "*");\n' },
    { 'worker.js': 'worker.postMessage(data);\n' },
    {
      'soon.js':
        'root.addEventListener("message", ({ data }) => data === token && run());\nroot.postMessage(token, "*");\n',
    },
  ],
  words: ['postMessage'],
  calls: [
    {
      of: ['*.postMessage', 'postMessage'],
      look(call, look) {
        const [message, target] = call.arguments;
        if (!message || !target || constantString(look.code, target) !== '*') return;
        if (constantString(look.code, message) !== null || isToItself(call, look)) return;
        const isSecret = /token|session|password|secret|auth|jwt|cookie|credential/i.test(
          look.file.text.slice(message.start, message.end),
        );
        look.report(call, `any page reads ${look.quote(message)}`, isSecret ? {} : { confidence: 'review' });
      },
    },
  ],
});

/** A window that listens to its own messages, as a `setImmediate` of old browsers does, tells nobody else. */
function isToItself(call: Call, look: Look): boolean {
  const callee = unwrapped(call.callee);
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  const { name } = callee.object;
  return (look.code.callsByName.get('addEventListener') ?? []).some((other) => {
    const listening = unwrapped(other.callee);
    return (
      listening.type === 'MemberExpression' &&
      listening.object.type === 'Identifier' &&
      listening.object.name === name &&
      other.arguments[0] !== undefined &&
      constantString(look.code, other.arguments[0]) === 'message'
    );
  });
}
