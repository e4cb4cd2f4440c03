import { asList, asNumber, asText, type Value } from './functions.ts';

/** What stands between two values that are both computed; `&&`, `||`, `??` and `matches` look at them one by one. */
export const operators: Readonly<Record<string, (left: Value, right: Value) => Value>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => compare(left, right) < 0,
  '>': (left, right) => compare(left, right) > 0,
  '<=': (left, right) => compare(left, right) <= 0,
  '>=': (left, right) => compare(left, right) >= 0,
  '+': (left, right) =>
    typeof left === 'number' && typeof right === 'number' ? left + right : asText(left) + asText(right),
  '-': (left, right) => asNumber(left) - asNumber(right),
  '*': (left, right) => asNumber(left) * asNumber(right),
  '/': (left, right) => asNumber(left) / asNumber(right),
  '%': (left, right) => asNumber(left) % asNumber(right),
  '**': (left, right) => asNumber(left) ** asNumber(right),
  in: (left, right) => asList(right).includes(left),
  contains: (left, right) => asText(left).includes(asText(right)),
  startsWith: (left, right) => asText(left).startsWith(asText(right)),
  endsWith: (left, right) => asText(left).endsWith(asText(right)),
};

function compare(left: Value, right: Value): number {
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return asNumber(left) - asNumber(right);
}
