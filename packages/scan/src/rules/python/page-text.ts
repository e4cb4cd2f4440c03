import type { Value } from './flow/value.ts';
import { judgeOutside } from './judge.ts';
import type { Look } from './python-rule.ts';
import type { PyNode } from './syntax.ts';

export const html = /<\s*\/?\s*[a-z!][\w-]*[^>]*>?/i;

export function reportPage(value: Value, node: PyNode, look: Look): void {
  const judged = judgeOutside(value, 'web');
  if (!judged) return;
  look.report(node, { ...judged.seen, message: `Part of this page ${judged.whence} and is not escaped` });
}
