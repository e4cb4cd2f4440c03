import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml';
import type { Parser } from '../../engine/file.ts';

/** A text of a workflow with its place in the file. */
export interface Placed {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Step {
  readonly uses: Placed | null;
  readonly run: Placed | null;
  /** Values of `with` by key. */
  readonly inputs: ReadonlyMap<string, Placed>;
}

export interface Job {
  readonly name: string;
  /** A reusable workflow, when the job calls one. */
  readonly uses: Placed | null;
  readonly permissions: Placed | null;
  readonly secrets: Placed | null;
  readonly runsOn: Placed | null;
  readonly steps: readonly Step[];
}

/** What the rules look at of a GitHub workflow or action. */
export interface Workflow {
  /** Names of the events that start it; none for an action. */
  readonly events: readonly string[];
  readonly permissions: Placed | null;
  readonly jobs: readonly Job[];
}

/** Source: GitHub docs, workflow syntax. Throws when the file is no YAML map. */
export const workflowFile: Parser<Workflow> = {
  name: 'a workflow',
  parse(file) {
    // Aliases are never expanded: a bomb of them stays as small as its text.
    const document = parseDocument(file.text, { logLevel: 'silent' });
    const root = document.contents;
    if (!isMap(root)) throw new Error('it is no map');
    const runs = at(root, 'runs');
    const jobs = at(root, 'jobs');
    return {
      events: eventsOf(at(root, 'on')),
      permissions: placed(at(root, 'permissions'), file.text),
      jobs: [
        ...(isMap(jobs)
          ? jobs.items.flatMap(({ key, value }) =>
              isMap(value) ? [jobOf(String(key), value, file.text)] : [],
            )
          : []),
        ...(isMap(runs) ? [jobOf('runs', runs, file.text)] : []),
      ],
    };
  },
};

const at = (map: YAMLMap, key: string): unknown => map.get(key, true);

function jobOf(name: string, job: YAMLMap, text: string): Job {
  const steps = at(job, 'steps');
  return {
    name,
    uses: placed(at(job, 'uses'), text),
    permissions: placed(at(job, 'permissions'), text),
    secrets: placed(at(job, 'secrets'), text),
    runsOn: placed(at(job, 'runs-on'), text),
    steps: isSeq(steps) ? steps.items.flatMap((step) => (isMap(step) ? [stepOf(step, text)] : [])) : [],
  };
}

function stepOf(step: YAMLMap, text: string): Step {
  const inputs = at(step, 'with');
  const entries = isMap(inputs) ? inputs.items : [];
  return {
    uses: placed(at(step, 'uses'), text),
    run: placed(at(step, 'run'), text),
    inputs: new Map(
      entries.flatMap(({ key, value }) => {
        const input = placed(value, text);
        return input ? [[String(key), input] as const] : [];
      }),
    ),
  };
}

function placed(node: unknown, text: string): Placed | null {
  if (!isNode(node) || !node.range) return null;
  const [start, end] = node.range;
  const value = isScalar(node) ? String(node.value) : text.slice(start, end);
  return { text: value, start, end };
}

const isNode = (value: unknown): value is Node => isScalar(value) || isMap(value) || isSeq(value);

function eventsOf(on: unknown): string[] {
  if (isScalar(on)) return [String(on.value)];
  if (isSeq(on)) return on.items.map((item) => (isScalar(item) ? String(item.value) : ''));
  return isMap(on) ? on.items.map(({ key }) => String(key)) : [];
}
