import { at, textsOf } from '../../yaml/yaml.ts';
import { constantOf, isTruthy, type Known } from './expression/constant.ts';
import { onlyTermOf } from './expressions.ts';
import { actionOf, inputOf, type Job, type Placed, type Step, type Workflow } from './workflow-file.ts';

/** Actions that publish or deploy. Source: the actions' own documentation. */
const publishers = new Set([
  'actions/attest-build-provenance',
  'actions/create-release',
  'aws-actions/amazon-ecs-deploy-task-definition',
  'aws-actions/aws-cloudformation-github-deploy',
  'azure/aci-deploy',
  'azure/container-apps-deploy-action',
  'azure/functions-action',
  'azure/webapps-deploy',
  'changesets/action',
  'cloudflare/wrangler-action',
  'cycjimmy/semantic-release-action',
  'google-github-actions/deploy-appengine',
  'google-github-actions/deploy-cloud-functions',
  'google-github-actions/deploy-cloudrun',
  'goreleaser/goreleaser-action',
  'googleapis/release-please-action',
  'jreleaser/release-action',
  'js-devtools/npm-publish',
  'ncipollo/release-action',
  'pypa/gh-action-pypi-publish',
  'redhat-actions/push-to-registry',
  'release-drafter/release-drafter',
  'rubygems/release-gem',
  'softprops/action-gh-release',
  'svenstaro/upload-release-action',
]);
const commands =
  /\b(?:npm|pnpm|yarn|yarn npm|bun|cargo|poetry|uv|hatch|flit|pdm|vsce|ovsx|lerna)\s+publish\b|\btwine\s+upload\b|\bgem\s+push\b|\bnuget(?:\.exe)?\s+push\b|\b(?:docker|podman|helm)\s+push\b|\bgh\s+release\s+(?:create|upload)\b|\bgoreleaser\s+release\b|\bsemantic-release\b|\b(?:mvnw?|gradlew?)\b[^\n]{0,80}\s(?:deploy|publish)\b/;

/** Does a step of the job publish something? */
export const publishes = ({ steps }: Job): boolean =>
  steps.some((step) => isPublisher(step) || commands.test(step.run?.text ?? ''));

function isPublisher(step: Step): boolean {
  const action = actionOf(step.uses);
  // It builds alone where nothing asks it to push.
  if (/^docker\/(build-push-action|bake-action)$/.test(action))
    return !/^(false|)$/.test(inputOf(step, 'push') ?? '');
  return publishers.has(action);
}

/** What a release knows of `github`: one for each way in which the workflow is started for it. */
export function releasesOf({ events }: Workflow): Known[] {
  const push = events.get('push') ?? null;
  const tag = textsOf(at(push, 'tags'))[0];
  const branch = textsOf(at(push, 'branches')).find(({ text }) => /release/i.test(text));
  return [
    ...(tag ? [started('push', 'tag', tag.text)] : []),
    ...(branch ? [started('push', 'branch', branch.text)] : []),
    ...(events.has('release') ? [started('release', 'tag', 'v1.0.0')] : []),
  ];
}

/** Started by a name that the filter lets in. */
function started(event: string, type: 'tag' | 'branch', filter: string): Known {
  const name = filter.replace(/^!/, '').replace(/\*+|\[[^\]]*\][+*?]?/g, '1');
  const values: Readonly<Record<string, string>> = {
    'github.event_name': event,
    'github.ref': `refs/${type === 'tag' ? 'tags' : 'heads'}/${name}`,
    'github.ref_name': name,
    'github.ref_type': type,
  };
  return (path) => values[path];
}

/** May something under this condition run then? Whatever is not known may be true. */
export function mayRun(condition: Placed | null, known: Known): boolean {
  const term = condition && onlyTermOf(condition, true);
  const value = term ? constantOf(term, known) : undefined;
  return value === undefined || isTruthy(value);
}
