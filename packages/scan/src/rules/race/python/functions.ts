import type { Parser, SourceFile } from '../../../engine/file.ts';
import { childOf, type PyNode, pythonSyntax } from '../../python/syntax.ts';

/** A call within one function, in the order of the text. */
export interface PyCall {
  readonly node: PyNode;
  /** As written: `os.path.exists`, `Shop.objects.get`. */
  readonly name: string;
  readonly arguments: readonly PyNode[];
}

/** A function, or the top of the module, without the functions inside it. */
export interface PyScope {
  readonly node: PyNode;
  readonly nodes: readonly PyNode[];
  readonly calls: readonly PyCall[];
}

export const textIn =
  (file: SourceFile) =>
  (node: PyNode): string =>
    file.text.slice(node.start, node.end);

/** Every function of the file and the module itself, each with what is its own. */
export const pythonScopes: Parser<readonly PyScope[]> = {
  name: 'Python',
  parse(file) {
    const { root, ofType } = file.tree(pythonSyntax);
    const textOf = textIn(file);
    return [root, ...ofType('function_definition')].map((node) => {
      const nodes: PyNode[] = [];
      gather(childOf(node, 'body') ?? node, nodes);
      const calls = nodes.flatMap((inner): PyCall[] => {
        const callee = inner.type === 'call' ? childOf(inner, 'function') : null;
        if (!callee) return [];
        return [
          { node: inner, name: textOf(callee), arguments: childOf(inner, 'arguments')?.children ?? [] },
        ];
      });
      return { node, nodes, calls };
    });
  },
};

function gather(node: PyNode, nodes: PyNode[]): void {
  for (const child of node.children) {
    nodes.push(child);
    if (child.type !== 'function_definition' && child.type !== 'lambda') gather(child, nodes);
  }
}
