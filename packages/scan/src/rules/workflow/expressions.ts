import type { Parser, SourceFile } from '../../engine/file.ts';
import { scalarsIn } from '../../yaml/yaml.ts';
import { type Term, termOf } from './expression/syntax.ts';
import { conditionsOf, expressionsIn, type Placed, workflowOf } from './workflow-file.ts';

/** An expression of a workflow with what it says. */
export interface Meaning extends Placed {
  readonly term: Term;
}

/** Every expression of a workflow that can be read, those of conditions without braces included; comments have none. */
const workflowExpressions: Parser<readonly Meaning[]> = {
  name: 'expressions',
  parse(file) {
    const workflow = workflowOf(file);
    const braced = scalarsIn(workflow.yaml).flatMap((scalar) =>
      scalar.text.includes('${{') ? expressionsIn(file, scalar) : [],
    );
    const bare = conditionsOf(workflow).filter(({ text }) => !text.includes('${{'));
    return [...braced, ...bare].flatMap((one) => meaningOf(one) ?? []);
  },
};

export const expressionsOf = (file: SourceFile): readonly Meaning[] => file.tree(workflowExpressions);

function meaningOf(placed: Placed): Meaning | null {
  const term = termOf(placed.text);
  return term && { ...placed, term };
}

/** The term of a value that is one expression and nothing else, or of a condition, whose braces may be left out. */
export function onlyTermOf({ text }: Placed, isCondition = false): Term | null {
  const [, inner] = /^\s*\$\{\{((?:(?!\}\})[\s\S])*)\}\}\s*$/.exec(text) ?? [];
  if (inner !== undefined) return termOf(inner);
  return isCondition ? termOf(text) : null;
}
