import { type ComponentChildren, isValidElement, type VNode } from 'preact';
import { jsxEscape, jsxTemplate } from 'preact/jsx-runtime';

/**
 * HTML written out, for the few components that a page draws by the hundred: fixed text instead of a tree of objects,
 * drawn at a fifth of the cost. Every value is escaped, or drawn when it is an element; null, undefined and booleans are
 * nothing. In an attribute a value stands between double quotes, and an address that a person typed does not belong
 * here but in `A`. Throws a TypeError for a value in a tag but outside its quotes.
 */
export function markup(parts: TemplateStringsArray, ...values: ComponentChildren[]): VNode {
  const literals = checked.get(parts) ?? check(parts);
  // Whatever is text by now goes into the text around it, so that a whole row becomes one string.
  const texts: string[] = [];
  const elements: unknown[] = [];
  let text = literals[0] ?? '';
  for (let at = 0; at < values.length; at++) {
    const drawn = drawnText(values[at]);
    if (drawn === null) {
      texts.push(text);
      elements.push(values[at]);
      text = '';
    } else text += drawn;
    text += literals[at + 1] ?? '';
  }
  texts.push(text);
  return jsxTemplate(texts, ...elements);
}

/** A value as HTML; null for what only the renderer can draw: elements, lists and components. */
function drawnText(value: ComponentChildren): string | null {
  if (typeof value !== 'object' || value === null) return String(jsxEscape(value) ?? '');
  const { tpl, exprs } = (isValidElement(value) ? value.props : {}) as { tpl?: string[]; exprs?: unknown[] };
  return tpl?.length === 1 && exprs?.length === 0 ? (tpl[0] ?? null) : null;
}

const checked = new WeakMap<TemplateStringsArray, string[]>();

function check(parts: TemplateStringsArray): string[] {
  for (let end = 1; end < parts.length; end++) {
    const before = parts.slice(0, end).join('');
    const tag = before.slice(before.lastIndexOf('<'));
    if (tag.includes('>') || !tag.startsWith('<') || tag.split('"').length % 2 === 0) continue;
    throw new TypeError(`Expected a value inside double quotes, got one after: ${tag}`);
  }
  const template = [...parts];
  checked.set(parts, template);
  return template;
}
