import type { AssignmentTarget, BindingPattern, Node } from 'oxc-parser';
import type { Path } from './code.ts';
import { keyName } from './node.ts';

interface BoundName {
  readonly name: string;
  readonly path: Path;
  readonly fallback: Node | null;
}

/** The names a pattern binds, with the path each reads. A rest element stands for what it is the rest of. */
export function namesIn(pattern: BindingPattern | AssignmentTarget): BoundName[] {
  const names: BoundName[] = [];
  collectNames(pattern, [], null, names);
  return names;
}

function collectNames(pattern: Node, path: Path, fallback: Node | null, names: BoundName[]): void {
  switch (pattern.type) {
    case 'Identifier':
      names.push({ name: pattern.name, path, fallback });
      break;
    case 'AssignmentPattern':
      collectNames(pattern.left, path, pattern.right, names);
      break;
    case 'RestElement':
      collectNames(pattern.argument, path, null, names);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties)
        if (property.type === 'RestElement') collectNames(property, path, null, names);
        else collectNames(property.value, [...path, keyName(property) ?? '*'], null, names);
      break;
    case 'ArrayPattern':
      for (const [index, element] of pattern.elements.entries())
        if (element)
          collectNames(
            element,
            element.type === 'RestElement' ? path : [...path, String(index)],
            null,
            names,
          );
      break;
    default:
  }
}
