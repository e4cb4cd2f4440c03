import type { Node } from 'oxc-parser';
import type { Code } from '../program/code.ts';
import { leadingText } from '../program/constant.ts';
import { memberName } from '../program/node.ts';
import type { Purpose } from './flow.ts';

/** Of the parts of an address or a path those that can choose where it leads; none when what stands in front fixes it. */
export function partsChoosingHost(
  code: Code,
  node: Node,
  purpose: Purpose,
  parts: readonly (string | Node)[],
): readonly (string | Node)[] {
  return isHostFixed(code, node, purpose, parts) ? [] : parts.slice(0, leadingOurs(parts));
}

function isHostFixed(code: Code, node: Node, purpose: Purpose, parts: readonly (string | Node)[]): boolean {
  // A path of a parsed address has no host in front.
  const [begin] = parts;
  if (typeof begin === 'object' && begin.type === 'MemberExpression' && memberName(begin) === 'pathname')
    return true;
  const text = leadingText(code, node);
  if (text === '') return false;
  // The URL of a request begins with a slash.
  const next = parts.find((part) => typeof part !== 'string');
  const isPath =
    typeof next === 'object' &&
    next.type === 'MemberExpression' &&
    /^(url|originalUrl|path)$/.test(memberName(next) ?? '');
  if (isPath && /^https?:\/\/[^/]+$/.test(text)) return true;
  if (purpose === 'redirect' && /^[/?#.](?!\/$)/.test(text) && text !== '/') return !text.startsWith('//');
  return /^[a-z][\w+.-]*:\/\/[^/?#]+[/?#]|^\/[^/]|^[?#]/i.test(text) || /^(mailto|tel|data):/i.test(text);
}

/** After literal text only a scheme keeps the next part in charge of the host; after anything computed nothing does. */
function leadingOurs(parts: readonly (string | Node)[]): number {
  const computed = parts.findIndex((part) => typeof part !== 'string');
  return computed < 0 ? parts.length : computed + 1;
}
