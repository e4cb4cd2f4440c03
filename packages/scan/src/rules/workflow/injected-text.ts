import type { SourceFile } from '../../engine/file.ts';
import { at, textOf } from '../../yaml/yaml.ts';
import { sourcesOf } from './expression/flow.ts';
import { termOf } from './expression/syntax.ts';
import { matrixValues } from './matrix.ts';
import { expressionsIn, type Job, type Placed, type Step, type Workflow } from './workflow-file.ts';

/** Who decides what stands in a context: anybody, or somebody who may mostly start workflows anyway. */
export type Author = 'stranger' | 'insider';

/** Where in the workflow an expression stands. */
export interface Site {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: Step;
  readonly file: SourceFile;
}

/** Which context a text comes from that somebody else chose, and who; null when nobody did. */
export function authorOf(expression: string, site: Site): { source: string; author: Author } | null {
  const term = termOf(expression);
  const found = (term ? sourcesOf(term) : []).flatMap((source) => {
    const author = authorOfContext(source, site);
    return author ? [{ source, author }] : [];
  });
  return found.find(({ author }) => author === 'stranger') ?? found[0] ?? null;
}

const payload =
  /^github\.event\.(?:changes|check_run|check_suite|comment|commits|discussion|forkee|head_commit|issue|label|milestone|pages|project|pull_request|release|review|review_comment|workflow_run)\./;
/** Titles, bodies, messages and names: what a payload holds of a stranger's words. */
const words =
  /\.(?:body|default_branch|description|display_title|email|from|head_branch|homepage|label|message|name|page_name|ref|title)$/;
/** A whole payload, pasted as JSON. */
const whole =
  /^github(?:\.event(?:\.(?:changes|comment|commits|discussion|head_commit|issue|pull_request|review|workflow_run)(?:\.(?:head|labels|milestone))?)?)?$/;
/** What whoever pushes, dispatches or calls decides, and what ran before left behind. */
const semi =
  /^(?:github\.(?:ref|ref_name|base_ref|event\.(?:ref|base_ref|client_payload|deployment|inputs|project_card|registry_package|release\.tag_name|repository\.(?:description|homepage)|workflow_run)\b)|(?:inputs|matrix|env|vars)\.|(?:steps|needs)\.[^.]*\.outputs\b|jobs\.)/;
/** Numbers, hashes and states are GitHub's own words. */
const fixed =
  /^github\..*[._](?:number|id|sha|run_attempt|event|status|conclusion|fork|created_at|updated_at|type|state)$/;

/**
 * Texts that somebody outside chose: titles, bodies, messages, names of branches; a name of a person or repository
 * holds nothing a shell would take for its own. Source: GitHub docs, script injections.
 */
function authorOfContext(source: string, site: Site): Author | null {
  if (source === 'github.head_ref' || whole.test(source)) return 'stranger';
  if (payload.test(source) && words.test(source) && !/\.repo\.name$|\.user\.name$/.test(source))
    return 'stranger';
  if (fixed.test(source) || !semi.test(source)) return null;
  const [kind = '', name = ''] = source.replace(/^github\.event\.(?=inputs\.)/, '').split('.');
  if (kind === 'inputs') return isChoice(name, site.workflow) ? null : 'insider';
  if (kind === 'matrix') return matrixValues(site.job.yaml, name) ? null : 'insider';
  return kind === 'env' ? authorOfVariable(name, site) : 'insider';
}

/** Numbers, booleans and choices from a list are no free text. */
function isChoice(name: string, { yaml }: Workflow): boolean {
  const declared = ['workflow_dispatch', 'workflow_call']
    .map((event) => at(yaml, 'on', event, 'inputs', name))
    .find((one) => one !== null);
  return /^(boolean|number|choice)$/.test(textOf(at(declared ?? null, 'type')) ?? '');
}

/** The nearest definition counts; a variable that the file doesn't define may come from anywhere. */
function authorOfVariable(name: string, site: Site): Author | null {
  const { workflow, job, step, file } = site;
  const value = [step.environment, job.environment, workflow.environment]
    .map((one) => definitionOf(one, name))
    .find((one) => one !== null);
  if (!value) return 'insider';
  const authors = expressionsIn(file, value).map(({ text }) => {
    // A variable of a variable would have to be followed for ever.
    return /\benv\b/i.test(text) ? 'insider' : (authorOf(text, site)?.author ?? null);
  });
  return authors.find((one) => one === 'stranger') ?? authors.find((one) => one !== null) ?? null;
}

function definitionOf(environment: ReadonlyMap<string, Placed>, name: string): Placed | null {
  for (const [key, value] of environment) if (key.toLowerCase() === name) return value;
  return null;
}
