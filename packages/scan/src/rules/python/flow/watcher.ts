import type { PyNode } from '../syntax.ts';
import type { Call, FunctionInside } from './call.ts';
import type { Value } from './value.ts';

/** Told of everything of interest, in the order it would run; some places several times, as they are reached anew. */
export interface Watcher {
  call(call: Call): void;
  /** A dotted name is used, other than as what is called. */
  reference(name: string, node: PyNode): void;
  /** `target` is the text left of `=`. */
  assigned(target: string, value: Value, node: PyNode, inside: FunctionInside | null): void;
  /** `of[index]`, other than as what is assigned to. */
  subscripted(of: Value, indexes: readonly Value[], node: PyNode): void;
  returned(value: Value, node: PyNode, inside: FunctionInside): void;
}
