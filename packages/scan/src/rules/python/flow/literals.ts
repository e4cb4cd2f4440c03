import type { PyNode } from '../syntax.ts';

const simple: Record<string, string> = { '\\n': '\n', '\\t': '\t', '\\\\': '\\', "\\'": "'", '\\"': '"' };

/** The content of a `string_content` node, with the plain escapes undone. */
export function contentOf(node: PyNode, text: string): string {
  const raw = text.slice(node.start, node.end);
  return raw.includes('\\') ? raw.replace(/\\[nt\\'"]/g, (pair) => simple[pair] ?? pair) : raw;
}

/** Parts of a printf-style or `{}` template before its first hole. */
export const beforeFirstHole = (template: string, style: '%' | '{'): string =>
  template.slice(0, firstHole(template, style));

function firstHole(template: string, style: '%' | '{'): number {
  const at = style === '%' ? template.search(/%[^%]/) : template.search(/\{[^{]/);
  return at === -1 ? template.length : at;
}
