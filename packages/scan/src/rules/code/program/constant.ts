import type { CallExpression, Expression, Node } from 'oxc-parser';
import { bindingAt, type Code } from './code.ts';
import { argumentOf, type Call, calledName, keyName, propertyOf, unwrapped } from './node.ts';

/** What an expression is, when one value can be told from the text: literals, and names that are assigned once. */
export function resolved(code: Code, node: Node): Node {
  let at = unwrapped(node);
  for (let hop = 0; hop < 5 && at.type === 'Identifier'; hop++) {
    const definitions = bindingAt(code, at.name, at)?.definitions;
    const [only] = definitions ?? [];
    if (definitions?.length !== 1 || only?.how !== 'value' || only.path.length > 0) return at;
    at = unwrapped(only.value);
  }
  return at;
}

/** The string an expression always is; null otherwise. */
export function constantString(code: Code, node: Node): string | null {
  const value = resolved(code, node);
  if (value.type === 'Literal') return typeof value.value === 'string' ? value.value : null;
  if (value.type === 'TemplateLiteral' && value.expressions.length === 0)
    return value.quasis[0]?.value.cooked ?? null;
  if (value.type === 'BinaryExpression' && value.operator === '+') {
    const left = constantString(code, value.left);
    const right = left === null ? null : constantString(code, value.right);
    return left === null || right === null ? null : left + right;
  }
  return null;
}

/** The strings an expression may be, of those that stand in the file: all literals its name is given. */
export function possibleStrings(code: Code, node: Node): string[] {
  const known = constantString(code, node);
  if (known !== null) return [known];
  const value = resolved(code, node);
  if (value.type === 'ConditionalExpression')
    return [value.consequent, value.alternate].flatMap((one) => constantString(code, one) ?? []);
  if (value.type !== 'Identifier') return [];
  return (bindingAt(code, value.name, value)?.definitions ?? []).flatMap((definition) =>
    definition.how === 'value' && definition.path.length === 0
      ? (constantString(code, definition.value) ?? [])
      : [],
  );
}

/** The number an expression always is; null otherwise. */
export function constantNumber(code: Code, node: Node): number | null {
  const value = resolved(code, node);
  if (value.type === 'Literal') return typeof value.value === 'number' ? value.value : null;
  if (value.type !== 'BinaryExpression') return null;
  const left = value.left.type === 'PrivateIdentifier' ? null : constantNumber(code, value.left);
  const right = constantNumber(code, value.right);
  if (left === null || right === null) return null;
  return value.operator === '*' ? left * right : value.operator === '+' ? left + right : null;
}

/** Is it a literal without anything computed: a string, a number, a regular expression, a template without parts? */
export const isConstant = (code: Code, node: Node): boolean => {
  const value = resolved(code, node);
  return value.type === 'Literal' || constantString(code, value) !== null;
};

/** The operands of a concatenation or the parts of a template, in order; a lone expression is its own only part. */
export function partsOf(node: Node): (string | Expression)[] {
  const value = unwrapped(node);
  if (value.type === 'TemplateLiteral')
    return value.quasis.flatMap((quasi, index) => {
      const text = quasi.value.cooked ?? quasi.value.raw;
      const expression = value.expressions[index];
      return [...(text === '' ? [] : [text]), ...(expression ? [expression] : [])];
    });
  if (value.type === 'BinaryExpression' && value.operator === '+') {
    const operands: Node[] = [];
    // A loop, since `a + b + c + …` of ten thousand parts leans to the left.
    let at: Node = value;
    while (at.type === 'BinaryExpression' && at.operator === '+') {
      operands.unshift(at.right);
      at = at.left;
    }
    operands.unshift(at);
    return operands.flatMap((operand) =>
      operand.type === 'BinaryExpression' && operand.operator === '+' ? [operand] : partsOf(operand),
    );
  }
  if (value.type === 'Literal' && typeof value.value === 'string') return [value.value];
  const concatenated = value.type === 'CallExpression' ? concatenatedText(value) : null;
  if (concatenated) return concatenated.flatMap((part) => (isConcat(part) ? [part] : partsOf(part)));
  // Only expressions are operands and arguments.
  return [value as Expression];
}

/** The texts that `'a'.concat(b, c)` puts together; null where what comes first is not seen to be text. */
function concatenatedText(call: CallExpression): Expression[] | null {
  const added: Expression[] = [];
  let at: Expression = call;
  while (isConcat(at) && at.callee.type === 'MemberExpression') {
    added.unshift(...at.arguments.filter((arg) => arg.type !== 'SpreadElement'));
    at = at.callee.object;
  }
  const isText =
    at.type === 'TemplateLiteral' ||
    (at.type === 'Literal' && typeof at.value === 'string') ||
    (at.type === 'BinaryExpression' && at.operator === '+');
  return isText ? [at, ...added] : null;
}

const isConcat = (node: Node): node is CallExpression =>
  node.type === 'CallExpression' && calledName(node) === 'concat';

/** The text a string certainly begins with. */
export function leadingText(code: Code, node: Node): string {
  let text = '';
  for (const part of partsOf(node)) {
    const known = typeof part === 'string' ? part : constantString(code, part);
    if (known === null) return text;
    text += known;
  }
  return text;
}

/** All literal text of a concatenation, with a space for what is computed. */
export function literalText(code: Code, node: Node): string {
  return partsOf(resolved(code, node))
    .map((part) => (typeof part === 'string' ? part : (constantString(code, part) ?? ' ')))
    .join('');
}

/** The value of an option in the object passed at a position, through names; null when it is not set there. */
export function optionOf(code: Code, call: Call, index: number, name: string): Expression | null {
  const arg = argumentOf(call, index);
  return arg ? optionIn(code, arg, name) : null;
}

export function optionIn(code: Code, object: Node, name: string): Expression | null {
  const value = resolved(code, object);
  return value.type === 'ObjectExpression' ? (propertyOf(value, name)?.value ?? null) : null;
}

/** Are all properties of an object literal in sight: no spread, no computed name? */
export function isWholeObject(code: Code, node: Node): boolean {
  const value = resolved(code, node);
  return (
    value.type === 'ObjectExpression' &&
    value.properties.every((property) => property.type === 'Property' && keyName(property) !== null)
  );
}

export const isFalse = (code: Code, node: Node): boolean => {
  const value = resolved(code, node);
  return value.type === 'Literal'
    ? value.value === false || value.value === 0
    : value.type === 'UnaryExpression' && value.operator === '!' && isConstant(code, value.argument);
};

export const isTrue = (code: Code, node: Node): boolean => {
  const value = resolved(code, node);
  return value.type === 'Literal' && value.value === true;
};
