import type { Parser, SourceFile } from '../../engine/file.ts';
import {
  at,
  type Entry,
  entriesOf,
  itemsOf,
  placedText,
  type Span,
  textsOf,
  type Yaml,
  yamlDocuments,
} from '../../yaml/yaml.ts';

/** A text of a workflow with its place in the file. */
export type Placed = Span & { readonly text: string };

export interface Step {
  readonly yaml: Yaml;
  readonly uses: Placed | null;
  readonly run: Placed | null;
  readonly condition: Placed | null;
  /** Values of `with` by key. */
  readonly inputs: ReadonlyMap<string, Placed>;
  /** Values of `env` by name. */
  readonly environment: ReadonlyMap<string, Placed>;
}

export interface Job {
  readonly name: string;
  /** Of its name. */
  readonly span: Span;
  readonly yaml: Yaml;
  /** A reusable workflow, when the job calls one. */
  readonly uses: Placed | null;
  readonly permissions: Yaml | null;
  readonly secrets: Yaml | null;
  readonly runsOn: Yaml | null;
  readonly condition: Placed | null;
  readonly environment: ReadonlyMap<string, Placed>;
  readonly steps: readonly Step[];
}

/** What the rules look at of a GitHub workflow or action. */
export interface Workflow {
  readonly yaml: Yaml;
  /** An action's jobs are one, named `runs`; nothing says which events start it. */
  readonly isAction: boolean;
  /** By name of the event that starts it, with its settings; none for an action. */
  readonly events: ReadonlyMap<string, Yaml | null>;
  readonly permissions: Yaml | null;
  readonly environment: ReadonlyMap<string, Placed>;
  readonly jobs: readonly Job[];
}

/** Source: GitHub docs, workflow syntax. Throws when the file is no YAML map. */
export const workflowFile: Parser<Workflow> = {
  name: 'a workflow',
  parse(file) {
    const [root] = yamlDocuments(file.text);
    if (!root || entriesOf(root).length === 0) throw new Error('it is no map');
    const runs = at(root, 'runs');
    const ofAction: Entry[] = runs ? [{ key: 'runs', start: runs.start, end: runs.end, value: runs }] : [];
    return {
      yaml: root,
      isAction: runs !== null && at(root, 'jobs') === null,
      events: eventsOf(at(root, 'on')),
      permissions: at(root, 'permissions'),
      environment: textsByKey(at(root, 'env')),
      jobs: [...entriesOf(at(root, 'jobs')), ...ofAction].flatMap(jobOf),
    };
  },
};

export const workflowOf = (file: SourceFile): Workflow => file.tree(workflowFile);

export const stepsOf = ({ jobs }: Workflow): Step[] => jobs.flatMap(({ steps }) => [...steps]);

/** The events whose workflows have secrets and a writing token while a stranger may have started them. */
export const privileged = [
  'pull_request_target',
  'workflow_run',
  'issue_comment',
  'issues',
  'discussion',
  'discussion_comment',
];

export const isPrivileged = ({ events }: Workflow): boolean => privileged.some((event) => events.has(event));

/** Which action, without its version: `actions/checkout`. Letter case does not matter to GitHub. */
export const actionOf = (uses: Placed | null): string => uses?.text.split('@', 1)[0]?.toLowerCase() ?? '';

/** An expression, `${{` and `}}` taken off. */
export interface Expression extends Placed {
  /** Of what stands between the braces, trimmed. */
  readonly text: string;
}

/** The expressions in the source text of a value, in one pass over it. */
export function expressionsIn(file: SourceFile, span: Span | null): Expression[] {
  const found: Expression[] = [];
  if (!span) return found;
  const source = file.text.slice(span.start, span.end);
  for (let start = source.indexOf('${{'); start !== -1; ) {
    const { end, isClosed } = endOfExpression(source, start + 3);
    if (isClosed)
      found.push({
        text: source.slice(start + 3, end - 2).trim(),
        start: span.start + start,
        end: span.start + end,
      });
    // One that is never closed holds no other: what opens within it would end where it did.
    start = source.indexOf('${{', end);
  }
  return found;
}

/** Behind `}}`, or where it turns out that none follows. Single quotes are the only ones; they end on their line. */
function endOfExpression(source: string, from: number): { end: number; isClosed: boolean } {
  let isQuoted = false;
  for (let at = from; at < source.length; at++) {
    const character = source[at];
    if (character === "'") isQuoted = !isQuoted;
    else if (isQuoted && character === '\n') return { end: at, isClosed: false };
    else if (!isQuoted && character === '}' && source[at + 1] === '}') return { end: at + 2, isClosed: true };
  }
  return { end: source.length, isClosed: false };
}

function jobOf({ key: name, start, value: job }: Entry): Job[] {
  if (!job) return [];
  return [
    {
      name,
      span: { start, end: start + name.length },
      yaml: job,
      uses: trimmed(at(job, 'uses')),
      permissions: at(job, 'permissions'),
      secrets: at(job, 'secrets'),
      runsOn: at(job, 'runs-on'),
      condition: placedText(at(job, 'if')),
      environment: textsByKey(at(job, 'env')),
      steps: itemsOf(at(job, 'steps')).flatMap(stepsIn),
    },
  ];
}

/** Steps may stand side by side in `parallel`. */
const stepsIn = (step: Yaml): Step[] => [stepOf(step), ...itemsOf(at(step, 'parallel')).map(stepOf)];

const stepOf = (step: Yaml): Step => ({
  yaml: step,
  uses: trimmed(at(step, 'uses')),
  run: placedText(at(step, 'run')),
  condition: placedText(at(step, 'if')),
  inputs: textsByKey(at(step, 'with')),
  environment: textsByKey(at(step, 'env')),
});

/** A block ends in a line break, which is no part of a name. */
const trimmed = (yaml: Yaml | null): Placed | null => {
  const placed = placedText(yaml);
  return placed && { ...placed, text: placed.text.trim() };
};

const textsByKey = (yaml: Yaml | null): ReadonlyMap<string, Placed> =>
  new Map(
    entriesOf(yaml).flatMap(({ key, value }) => {
      const text = placedText(value);
      return text ? [[key, text] as const] : [];
    }),
  );

/** `on: push`, `on: [push]` or a map; YAML 1.1 readers take the key for `true`, this one does not. */
function eventsOf(on: Yaml | null): ReadonlyMap<string, Yaml | null> {
  const named = entriesOf(on).map(({ key, value }) => [key, value] as const);
  const listed = textsOf(on).map(({ text }) => [text, null] as const);
  return new Map<string, Yaml | null>([...listed, ...named]);
}

/** All conditions of a workflow: of jobs and of steps. */
export const conditionsOf = ({ jobs }: Workflow): Placed[] =>
  jobs
    .flatMap(({ condition, steps }) => [condition, ...steps.map((step) => step.condition)])
    .filter((one) => one !== null);

/** The value of an input, lower-case, without quotes. */
export const inputOf = ({ inputs }: Step, name: string): string | null =>
  inputs.get(name)?.text.trim().toLowerCase() ?? null;
