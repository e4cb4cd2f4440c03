import type { Node } from 'oxc-parser';
import type { CodeRule, Look } from '../code-rule.ts';
import { flowRule } from '../flow-rule.ts';
import { bindingAt } from '../program/code.ts';
import { resolved } from '../program/constant.ts';
import { memberName } from '../program/node.ts';

const rule = flowRule({
  id: 'code/page-to-input',
  title: 'The page goes where its own address says',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-601', 'CWE-79'],
  kind: 'security',
  what: '`location` or `window.open` is given a value from the address, the referrer or a message.',
  why: 'A link to your page leads on to the attacker’s, and `javascript:` in it runs a script in yours.',
  fix: 'Parse it with `new URL(value, location.origin)` and compare the origin.',
  bad: [
    {
      'page.js':
        'const next = new URLSearchParams(location.search).get("next");\nif (next) window.location.href = next;\n',
    },
    { 'page.js': 'window.addEventListener("message", (event) => location.assign(event.data.url));\n' },
    { 'page.js': 'const next = new URLSearchParams(location.search).get("next");\nlocation = next;\n' },
  ],
  good: [
    { 'page.js': 'location.href = "/search" + location.search;\n' },
    { 'page.js': 'location.href = location.href.split("?")[0] + "?page=2";\n' },
    { 'page.js': 'const before = window.location;\nwindow.location = before;\n' },
    { 'page.js': 'location.href = location.href;\nlocation.reload();\n' },
    {
      'page.js':
        'const next = new URLSearchParams(location.search).get("next");\nif (["/a", "/b"].includes(next)) location.href = next;\n',
    },
  ],
  words: ['location', 'window\\.open'],
  purpose: 'redirect',
  sinks: [
    {
      of: [
        'location.assign',
        'location.replace',
        'document.location.assign',
        'document.location.replace',
        'window.open',
        'open',
        '$location.url',
        'navigation.navigate',
      ],
      when: (call, look) => !isOwn(look.file.text.slice(call.start, call.end)),
    },
    {
      assigned: ['href', 'location'],
      when: (node, look) =>
        node.type === 'AssignmentExpression' &&
        node.left.type === 'MemberExpression' &&
        isLocation(look.name(node.left) ?? '', memberName(node.left)) &&
        !isOwnValue(node.right, look),
    },
  ],
  harm: 'is where the page goes',
});

/** `location = next`, without an object in front, goes there as well. */
export const pageToInput: CodeRule = {
  ...rule,
  nodes: {
    ...rule.nodes,
    AssignmentExpression(node, look) {
      rule.nodes?.AssignmentExpression?.(node, look);
      const { left, right } = node;
      if (left.type !== 'Identifier' || left.name !== 'location' || bindingAt(look.code, left.name, node))
        return;
      if (isOwnValue(right, look)) return;
      const flow = look.flow(right, { purpose: 'redirect' });
      if (flow) look.reportFlow(node, flow, `${flow.what} is where the page goes: ${look.quote(right)}`);
    },
  },
};

const isLocation = (name: string, member: string | null): boolean =>
  member === 'href'
    ? /(^|\.)location\.href$/.test(name)
    : /^(location|document\.location|top\.location|parent\.location|\$?window\.location)$/.test(name);

/** The address itself, kept under another name as tests do, or an object that stands in for it. */
function isOwnValue(value: Node, look: Look): boolean {
  const made = resolved(look.code, value);
  return made.type === 'ObjectExpression' || isOwn(look.file.text.slice(made.start, made.end));
}

/** A page may go to its own address, or to a part of it. */
const isOwn = (text: string): boolean =>
  /^(window\.|document\.)?location$|^(window\.|document\.)?location\.href\.(split|replace)\(/.test(text) ||
  (/(^|\(|=\s*)(window\.|document\.)?location\.(href|pathname)\b/.test(text) &&
    !/(search|hash|slice|split|match)/.test(text));
