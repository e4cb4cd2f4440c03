import type { Node } from 'oxc-parser';
import type { SourceFile } from '../../engine/file.ts';
import type { FileType } from '../../engine/file-type.ts';
import type { Place, RuleCard } from '../../engine/rule.ts';
import type { Flow, Purpose } from './flow/flow.ts';
import type { Question } from './flow/trace.ts';
import type { Code, SeenType } from './program/code.ts';
import type { Call } from './program/node.ts';

/** What a rule is given to look with, in one file. */
export interface Look {
  readonly file: SourceFile;
  readonly code: Code;
  /** The full name of an expression, as `names.ts` tells it. */
  name(node: Node): string | null;
  flow(node: Node, question: Question): Flow | null;
  /** A node as it is written, on one line, cut to some sixty characters, in backticks. */
  quote(node: Node): string;
  /** Reports a place; of one rule at one place only the first counts. */
  report(node: Node, message: string, more?: Partial<Place>): void;
  /** Reports a sink with the flow into it. An unsure flow, or one from a parameter, is for review. */
  reportFlow(sink: Node, flow: Flow, message: string): void;
}

/** A rule of the code family. `card` fields are for people; the others say where to look. */
export interface CodeRule extends RuleCard {
  /** A file without any of these is not shown to the rule. Regular expression source, for names with words around. */
  readonly words: readonly string[];
  /** True when only a value from outside makes a hit: a file without a word for one is not shown to the rule. */
  readonly needsSource?: boolean;
  /** With `needsSource`: any of these is enough without a source, too. */
  readonly wordsAlone?: readonly string[];
  /** Looks at every node of a type. */
  readonly nodes?: {
    readonly [type in SeenType]?: (node: Extract<Node, { type: type }>, look: Look) => void;
  };
  /** Looks at calls of these. `fs.readFile` is the full name; `*.query` any method of that name. */
  readonly calls?: readonly CallLook[];
}

export interface CallLook {
  readonly of: readonly string[];
  look(call: Call, look: Look, name: string): void;
}

/** A rule about text that is no program: a template, a page. */
export interface TextRule extends RuleCard {
  readonly wants: readonly FileType[];
  readonly check: (file: SourceFile, report: (place: Place) => void) => void;
}

export const codeRule = (rule: CodeRule): CodeRule => rule;

/** Where a value from outside does harm. */
export interface Sink {
  readonly of?: readonly string[];
  /** Positions of the arguments that matter; default the first. */
  readonly args?: readonly number[];
  /** When the argument is an object, these of its properties matter instead. */
  readonly options?: readonly string[];
  /** `x.innerHTML = …` for these names. */
  readonly assigned?: readonly string[];
  /** JSX attributes of these names. */
  readonly attributes?: readonly string[];
  /** A further condition. The name is the full one of what is called. */
  readonly when?: (node: Node, look: Look, name: string) => boolean;
}

export interface FlowRule extends RuleCard {
  readonly words: readonly string[];
  readonly wordsAlone?: readonly string[];
  readonly purpose: Purpose;
  readonly also?: Question['also'];
  readonly sinks: readonly Sink[];
  /** What happens there: the message is "«the body of the request» is run by a shell: «`x`»". */
  readonly harm: string;
  /** What to say, for review, of a value from which nothing outside is seen to come; null: nothing. */
  readonly unknown?: (value: Node, look: Look) => string | null;
}
