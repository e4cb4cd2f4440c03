import { type Node, type Program, visitorKeys } from 'oxc-parser';

/**
 * Gives every node its parent, and calls `enter` with each that holds a value, in the order of the text; names are
 * not shown, since they are two of five nodes and nobody asks for them.
 */
export function walk(program: Program, enter: (node: Node) => void): void {
  const stack: Node[] = [program];
  for (let node = stack.pop(); node; node = stack.pop()) {
    enter(node);
    pushChildren(stack, node);
  }
}

/** The last child first, so that they are met in order. The commonest types are read by name, which is much faster. */
function pushChildren(stack: Node[], node: Node): void {
  switch (node.type) {
    case 'Literal':
    case 'ThisExpression':
    case 'TemplateElement':
      return;
    case 'MemberExpression':
      push(stack, node.property, node);
      push(stack, node.object, node);
      return;
    case 'CallExpression':
      pushAll(stack, node.arguments, node);
      push(stack, node.callee, node);
      return;
    case 'ExpressionStatement':
      push(stack, node.expression, node);
      return;
    case 'Property':
      push(stack, node.value, node);
      push(stack, node.key, node);
      return;
    case 'BlockStatement':
      pushAll(stack, node.body, node);
      return;
    case 'VariableDeclaration':
      pushAll(stack, node.declarations, node);
      return;
    case 'VariableDeclarator':
      push(stack, node.init, node);
      push(stack, node.id, node);
      return;
    case 'AssignmentExpression':
    case 'BinaryExpression':
    case 'LogicalExpression':
      push(stack, node.right, node);
      push(stack, node.left, node);
      return;
    case 'ObjectExpression':
      pushAll(stack, node.properties, node);
      return;
    case 'AwaitExpression':
    case 'ReturnStatement':
    case 'UnaryExpression':
      push(stack, node.argument, node);
      return;
    case 'ConditionalExpression':
    case 'IfStatement':
      push(stack, node.alternate, node);
      push(stack, node.consequent, node);
      push(stack, node.test, node);
      return;
    default:
      pushByKeys(stack, node);
  }
}

function pushByKeys(stack: Node[], node: Node): void {
  const keys = walkedKeys[node.type];
  if (keys === undefined) return;
  // Children by name: the one place where a node is read as a record.
  const record = node as unknown as Record<string, Node | readonly (Node | null)[] | null | undefined>;
  for (let index = keys.length - 1; index >= 0; index--) {
    const child = record[keys[index] ?? ''];
    if (isList(child)) pushAll(stack, child, node);
    else push(stack, child, node);
  }
}

const isList = (child: unknown): child is readonly (Node | null)[] => Array.isArray(child);

function pushAll(stack: Node[], children: readonly (Node | null)[], parent: Node): void {
  for (let at = children.length - 1; at >= 0; at--) push(stack, children[at], parent);
}

function push(stack: Node[], child: Node | null | undefined, parent: Node): void {
  if (!child) return;
  child.parent = parent;
  // Only a parameter's name may hold something: its decorators.
  if (child.type === 'Identifier' && !child.decorators?.length) return;
  stack.push(child);
}

/** What is walked of each node: values, not types. */
const typeKeys = new Set([
  'typeAnnotation',
  'typeParameters',
  'typeArguments',
  'returnType',
  'superTypeArguments',
  'implements',
]);
const valueNodes =
  /^TS(As|Satisfies|NonNull|Instantiation)Expression$|^TS(TypeAssertion|ParameterProperty|ExportAssignment|ModuleDeclaration|ModuleBlock|ImportEqualsDeclaration|ExternalModuleReference|EnumDeclaration|EnumBody|EnumMember)$/;
const walkedKeys: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(visitorKeys)
    .filter(([type]) => !type.startsWith('TS') || valueNodes.test(type))
    .map(([type, keys]) => [type, keys.filter((key) => !typeKeys.has(key))]),
);
