import { childOf, childrenOf, type PyNode, type PyTree } from '../syntax.ts';

/**
 * Local name → dotted name of what was imported, wherever in the file: `{ run: 'subprocess.run' }`. The first import of
 * a name counts: later ones are fallbacks (`except ImportError`).
 */
export function importsOf(tree: PyTree, textOf: (node: PyNode) => string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const node of [...tree.ofType('import_statement'), ...tree.ofType('import_from_statement')])
    for (const [local, meaning] of importsIn(node, textOf)) if (!names.has(local)) names.set(local, meaning);
  return names;
}

/** The same, of one statement. */
export function importsIn(node: PyNode, textOf: (node: PyNode) => string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const module = childOf(node, 'module_name');
  const from = module ? textOf(module).replace(/^\.+/, '') : '';
  for (const name of childrenOf(node, 'name'))
    addImport(names, name, node.type === 'import_from_statement' ? from : null, textOf);
  return names;
}

function addImport(
  names: Map<string, string>,
  imported: PyNode,
  from: string | null,
  textOf: (node: PyNode) => string,
): void {
  const aliased = imported.type === 'aliased_import';
  const nameNode = aliased ? childOf(imported, 'name') : imported;
  const alias = aliased ? childOf(imported, 'alias') : null;
  if (!nameNode) return;
  const name = textOf(nameNode);
  const dotted = from === null || from === '' ? name : `${from}.${name}`;
  // `import os.path` binds `os`.
  const root = name.split('.', 1)[0] ?? name;
  const [local, meaning] = alias ? [textOf(alias), dotted] : from === null ? [root, root] : [name, dotted];
  names.set(local, meaning);
}
