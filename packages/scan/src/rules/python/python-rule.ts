import type { SourceFile } from '../../engine/file.ts';
import type { FlowStep } from '../../engine/hit.ts';
import type { Place, RuleCard } from '../../engine/rule.ts';
import type { Call, FunctionInside } from './flow/call.ts';
import type { Step, Taint, Value } from './flow/value.ts';
import type { PyNode, PyTree } from './syntax.ts';

export type Seen = Omit<Place, 'start' | 'end'> & { readonly taint?: Taint | null };

/** What a rule may ask and say while the values of a file are followed. */
export interface Look {
  readonly file: SourceFile;
  textOf(node: PyNode): string;
  /** Reports a place; the worst that is said of one place stays. With a taint, the way of the value is shown. */
  report(node: PyNode, seen: Seen): void;
}

/** A rule about Python code: it looks where one of its words occurs. */
export interface PythonRule extends RuleCard {
  /** Without one of these in the text the rule cannot hit, and the file need not be parsed for it. */
  readonly words: RegExp;
  /** It is about requests alone: files that mention none need not be looked at. */
  readonly ofRequests?: boolean;
  /** Calls by the last part of their name; `*` for every call. */
  readonly calls?: Readonly<Record<string, (call: Call, look: Look) => void>>;
  /** Uses of dotted names (`ssl.CERT_NONE`) by the last part. */
  readonly uses?: Readonly<Record<string, (name: string, node: PyNode, look: Look) => void>>;
  assigned?(target: string, value: Value, node: PyNode, inside: FunctionInside | null, look: Look): void;
  subscripted?(of: Value, indexes: readonly Value[], node: PyNode, look: Look): void;
  returned?(value: Value, node: PyNode, inside: FunctionInside, look: Look): void;
  /** Decorators and whatever else is in the tree alone. */
  tree?(tree: PyTree, look: Look): void;
}

export const pythonRule = (rule: PythonRule): PythonRule => rule;

/** The same handler for several names. */
export function forEach<T>(names: readonly string[], handler: T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, handler]));
}

/** From source to sink. A way longer than this keeps its two ends. */
const maxSteps = 12;

export function flowOf(file: SourceFile, taint: Taint, sink: PyNode, message: string): FlowStep[] {
  const steps: Step[] = [];
  for (let step: Step | null = taint.step; step; step = step.before) steps.unshift(step);
  const shown =
    steps.length > maxSteps ? [...steps.slice(0, maxSteps / 2), ...steps.slice(-maxSteps / 2)] : steps;
  return [...shown, { node: sink, message }].map(({ node, message: said }) => {
    const { line, column } = file.positionAt(node.start);
    return { path: file.path, line, column, message: said };
  });
}

export const example = (...lines: readonly string[]): { 'app.py': string } => ({
  'app.py': `${lines.join('\n')}\n`,
});
