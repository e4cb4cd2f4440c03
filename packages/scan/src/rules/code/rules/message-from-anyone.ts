import type { Node } from 'oxc-parser';
import type { Look } from '../code-rule.ts';
import { codeRule } from '../code-rule.ts';
import { constantString } from '../program/constant.ts';
import { functionOf } from '../program/functions.ts';

export const messageFromAnyone = codeRule({
  id: 'code/message-from-anyone',
  title: 'Messages of any page are obeyed',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-346', 'CWE-345'],
  kind: 'security',
  what: 'A listener for `message` uses the data without looking at `event.origin` or `event.source`.',
  why: 'Any page that frames or opens yours sends it what it likes.',
  fix: 'Begin with `if (event.origin !== "https://example.org") return`.',
  bad: [{ 'page.js': 'window.addEventListener("message", (event) => {\n  apply(event.data);\n});\n' }],
  good: [
    {
      'page.js':
        'window.addEventListener("message", (event) => {\n  if (event.origin !== location.origin) return;\n  apply(event.data);\n});\n',
    },
    { 'worker.js': 'self.addEventListener("message", (event) => apply(event.data));\n' },
    { 'port.js': 'port.addEventListener("message", (event) => apply(event.data));\n' },
  ],
  words: ['["\']message["\']'],
  calls: [
    {
      of: ['addEventListener', 'window.addEventListener', '*.addEventListener'],
      look(call, look, name) {
        if (!/^(window\.)?addEventListener$/.test(name) || !isWindow(call, look)) return;
        const [event, listener] = call.arguments;
        if (!event || !listener || constantString(look.code, event) !== 'message') return;
        const fn = functionOf(look.code, listener);
        if (!fn) return;
        const text = look.file.text.slice(fn.start, fn.end);
        if (
          /\.data\b|\{[^}]*\bdata\b/.test(text) &&
          !/\borigin\b|\.source\b|isTrusted|\bsource\s*[!=]==/.test(text)
        )
          look.report(call, 'nothing asks who sent the message');
      },
    },
  ],
});

/** In a worker `self` is spoken to by its own page alone. */
const isWindow = (call: Node, look: Look): boolean =>
  !/^(self|globalThis)\.|^addEventListener/.test(look.file.text.slice(call.start, call.end)) ||
  /\bdocument\./.test(look.file.text);
