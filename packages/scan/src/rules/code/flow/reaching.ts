import type { Node } from 'oxc-parser';
import type { Binding, Definition } from '../program/code.ts';
import { type AnyFunction, enclosing, isFunction } from '../program/node.ts';

/**
 * The definitions whose value a name may hold where it is read. In straight lines the last one before the place hides
 * those before it; what stands after it counts only in a loop. Elsewhere all count.
 */
export function reachingDefinitions(binding: Binding, use: Node): readonly Definition[] {
  const { definitions } = binding;
  if (definitions.length < 2) return definitions;
  const fn = enclosing(use, isFunction);
  const here = definitions.filter(({ at }) => functionOfDefinition(at) === fn);
  const hiding = here.findLast((definition) => definition.at.end <= use.start && hides(definition, use));
  return definitions.filter((definition) => {
    if (!here.includes(definition)) return true;
    if (hiding && definition.at.start < hiding.at.start) return false;
    return definition.at.start <= use.start || sharesLoop(definition.at, use);
  });
}

function functionOfDefinition(at: Node): AnyFunction | null {
  // A parameter belongs to the function it is in the list of.
  return isFunction(at) ? at : enclosing(at, isFunction);
}

/** Does everything that reaches the use pass this definition, and does nothing of the old value stay? */
function hides({ how, at }: Definition, use: Node): boolean {
  if (how === 'parameter' || how === 'unknown') return false;
  if (at.type === 'AssignmentExpression' && at.operator !== '=') return false;
  let statement: Node = at;
  while (
    statement.parent &&
    !/^(BlockStatement|Program|StaticBlock|SwitchCase)$/.test(statement.parent.type)
  ) {
    statement = statement.parent;
    if (/^(If|For|While|DoWhile|Try|Conditional|Logical|Switch)/.test(statement.type)) return false;
    if (isFunction(statement)) return false;
  }
  const block = statement.parent;
  return block !== undefined && block !== null && block.start <= use.start && block.end >= use.end;
}

function sharesLoop(a: Node, b: Node): boolean {
  for (let at = a.parent; at && !isFunction(at); at = at.parent)
    if (/^(For|While|DoWhile)/.test(at.type) && at.start <= b.start && at.end >= b.end) return true;
  return false;
}
