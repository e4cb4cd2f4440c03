import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, type Tree, type TreeCursor, Parser as TreeSitter } from 'web-tree-sitter';
import type { Parser, SourceFile } from '../../engine/file.ts';

/** A node of the syntax tree as tree-sitter-python names it. Offsets are UTF-16, as in `file.text`. */
export interface PyNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** The role in its parent (`function`, `left`), or null. */
  readonly field: string | null;
  readonly parent: PyNode | null;
  /** Named nodes, and operators. */
  readonly children: readonly PyNode[];
}

let parser: TreeSitter | undefined;

/** A file's syntax tree, with the nodes of the types that are looked up by type. */
export interface PyTree {
  readonly root: PyNode;
  ofType(type: IndexedType): readonly PyNode[];
}

const indexed = [
  'function_definition',
  'class_definition',
  'import_statement',
  'import_from_statement',
  'decorator',
  'pair',
  'exec_statement',
  'comparison_operator',
] as const;
type IndexedType = (typeof indexed)[number];

/** Loads the grammar, once; must have ended before `pythonSyntax` parses. */
export function loadGrammar(): Promise<void> {
  loading ??= load();
  return loading;
}

/** Two families ask at the same time; a grammar loaded twice at once is broken. */
let loading: Promise<void> | undefined;

async function load(): Promise<void> {
  await TreeSitter.init();
  const path = createRequire(import.meta.url).resolve(
    '@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm',
  );
  const language = await Language.load(readFileSync(path));
  parser = new TreeSitter();
  parser.setLanguage(language);
}

/** Deeper code is not looked at: no person writes it, and every walk over it is recursive. */
const maxDepth = 400;

/** Tolerant: a file with syntax errors still gives what could be read. */
export const pythonSyntax: Parser<PyTree> = {
  name: 'Python',
  parse(file: SourceFile): PyTree {
    const tree = parser?.parse(file.text) ?? null;
    if (!tree) throw new Error('the grammar is not loaded');
    try {
      return plainTree(tree);
    } finally {
      tree.delete();
    }
  },
};

/** The first child with this role. */
export function childOf(node: PyNode, field: string): PyNode | null {
  for (const child of node.children) if (child.field === field) return child;
  return null;
}

export const childrenOf = (node: PyNode, field: string): PyNode[] =>
  node.children.filter((child) => child.field === field);

/** The nearest node around this one of one of the types, or null. */
export function around(node: PyNode, ...types: readonly string[]): PyNode | null {
  for (let at = node.parent; at; at = at.parent) if (types.includes(at.type)) return at;
  return null;
}

/** What has nothing of interest below it. */
const leaves: ReadonlySet<string> = new Set([
  'identifier',
  'integer',
  'float',
  'string_start',
  'string_content',
  'string_end',
  'true',
  'false',
  'none',
]);

type Growing = PyNode & { children: PyNode[] };

function plainTree(tree: Tree): PyTree {
  const cursor = tree.walk();
  const index = new Map<string, PyNode[]>(indexed.map((type) => [type, []]));
  try {
    const root = plainNode(cursor, null);
    grow(cursor, root, 0, index);
    return { root, ofType: (type) => index.get(type) ?? [] };
  } finally {
    cursor.delete();
  }
}

function plainNode(cursor: TreeCursor, parent: PyNode | null): Growing {
  return {
    type: cursor.nodeType,
    start: cursor.startIndex,
    end: cursor.endIndex,
    field: cursor.currentFieldName,
    parent,
    children: [],
  };
}

function grow(cursor: TreeCursor, parent: Growing, depth: number, index: Map<string, PyNode[]>): void {
  if (depth > maxDepth) throw new Error('the code is nested too deeply');
  if (!cursor.gotoFirstChild()) return;
  do {
    const type = cursor.nodeType;
    const field = cursor.currentFieldName;
    if (type === 'comment' || (!cursor.nodeIsNamed && field !== 'operator' && field !== 'operators'))
      continue;
    const node = plainNode(cursor, parent);
    parent.children.push(node);
    index.get(type)?.push(node);
    if (!leaves.has(type)) grow(cursor, node, depth + 1, index);
  } while (cursor.gotoNextSibling());
  cursor.gotoParent();
}
