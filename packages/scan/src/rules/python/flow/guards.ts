import { childOf, type PyNode } from '../syntax.ts';

/** Names of variables a condition has made harmless, on either way out of it. */
export interface Guards {
  readonly whenTrue: readonly string[];
  readonly whenFalse: readonly string[];
}

const none: Guards = { whenTrue: [], whenFalse: [] };
const checking =
  /(^|_|\.)(is_?safe\w*|url_has_allowed\w*|is_?valid\w*|valid\w*|is_?allowed\w*|allowed\w*|verify\w*|check\w*|match|fullmatch|isdigit|isnumeric|isalnum|isalpha|isidentifier|startswith|is_relative_to|permitted\w*)$/i;

/**
 * `x in allowed`, `x == 'a'`, `is_safe_url(x)`, `x.isdigit()`: after such a check a variable is no longer whatever the
 * sender liked. What is allowed is for the code to say; that it is checked at all is what counts here.
 */
export function guardsOf(condition: PyNode, textOf: (node: PyNode) => string): Guards {
  switch (condition.type) {
    case 'parenthesized_expression': {
      const [inner] = condition.children;
      return inner ? guardsOf(inner, textOf) : none;
    }
    case 'not_operator': {
      const inner = childOf(condition, 'argument');
      const guards = inner ? guardsOf(inner, textOf) : none;
      return { whenTrue: guards.whenFalse, whenFalse: guards.whenTrue };
    }
    case 'boolean_operator':
      return ofBoth(condition, textOf);
    case 'comparison_operator':
      return ofComparison(condition, textOf);
    case 'call':
      return ofCall(condition, textOf);
    case 'identifier':
      // What is empty harms nobody.
      return { whenTrue: [], whenFalse: [textOf(condition)] };
    default:
      return none;
  }
}

function ofBoth(node: PyNode, textOf: (node: PyNode) => string): Guards {
  const [left, right] = [childOf(node, 'left'), childOf(node, 'right')];
  if (!left || !right) return none;
  const [a, b] = [guardsOf(left, textOf), guardsOf(right, textOf)];
  const isAnd = /\band\b/.test(textOf(node).slice(left.end - node.start, right.start - node.start));
  const inBoth = (some: readonly string[], others: readonly string[]) =>
    some.filter((name) => others.includes(name));
  return isAnd
    ? { whenTrue: [...a.whenTrue, ...b.whenTrue], whenFalse: inBoth(a.whenFalse, b.whenFalse) }
    : { whenTrue: inBoth(a.whenTrue, b.whenTrue), whenFalse: [...a.whenFalse, ...b.whenFalse] };
}

function ofComparison(node: PyNode, textOf: (node: PyNode) => string): Guards {
  const operands = node.children.filter(({ field }) => field !== 'operators');
  const [left, right] = operands;
  if (!left || !right || operands.length !== 2) return none;
  const operator = textOf(node)
    .slice(left.end - node.start, right.start - node.start)
    .trim();
  const names = [left].filter(isPlace).map(textOf);
  if (operator === 'in') return { whenTrue: names, whenFalse: [] };
  if (operator === 'not in') return { whenTrue: [], whenFalse: names };
  if (!/^(string|integer)$/.test(right.type)) return none;
  if (operator === '==') return { whenTrue: names, whenFalse: [] };
  return operator === '!=' ? { whenTrue: [], whenFalse: names } : none;
}

function ofCall(node: PyNode, textOf: (node: PyNode) => string): Guards {
  const callee = childOf(node, 'function');
  if (!callee || !checking.test(textOf(callee))) return none;
  const given = (childOf(node, 'arguments')?.children ?? []).map((child) =>
    child.type === 'keyword_argument' ? (childOf(child, 'value') ?? child) : child,
  );
  const receiver = callee.type === 'attribute' ? childOf(callee, 'object') : null;
  const names = [...given, ...(receiver ? [receiver] : [])].filter(isPlace).map(textOf);
  return { whenTrue: names, whenFalse: [] };
}

const isPlace = ({ type }: PyNode): boolean => type === 'identifier' || type === 'attribute';
