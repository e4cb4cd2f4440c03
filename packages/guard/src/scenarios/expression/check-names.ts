import { ExpressionError } from './lexer.ts';
import type { Syntax } from './syntax.ts';

/** A name nobody defines is a mistake of whoever wrote the scenario, found when it is loaded. */
export function checkNames(syntax: Syntax, known: ReadonlySet<string>): void {
  const inner = (part: Syntax) => checkNames(part, known);
  if (syntax.kind === 'name' && !known.has(syntax.name))
    throw new ExpressionError(`unknown name ${syntax.name}`, syntax.at);
  if (syntax.kind === 'let') {
    inner(syntax.value);
    checkNames(syntax.body, new Set([...known, syntax.name]));
  }
  for (const part of partsOf(syntax)) inner(part);
}

function partsOf(syntax: Syntax): readonly Syntax[] {
  switch (syntax.kind) {
    case 'list':
      return syntax.items;
    case 'member':
    case 'unary':
      return [syntax.of];
    case 'index':
      return [syntax.of, syntax.index];
    case 'slice':
      return [syntax.of, syntax.from, syntax.to].filter((part) => part !== null);
    case 'call':
      return syntax.of.kind === 'name' ? syntax.args : [syntax.of, ...syntax.args];
    case 'predicate':
      return [syntax.body];
    case 'binary':
      return [syntax.left, syntax.right];
    case 'choice':
      return [syntax.test, syntax.yes, syntax.no];
    default:
      return [];
  }
}
