import type { SourceFile } from '../../engine/file.ts';
import type { Project } from '../../engine/project.ts';

/** What an exported ruleset or branch protection of GitHub demands of a change. */
export interface BranchRules {
  readonly file: SourceFile;
  readonly isEnforced: boolean;
  readonly reviewers: number;
  readonly dismissesStale: boolean;
  readonly asksOwners: boolean;
  readonly forbidsForce: boolean;
  readonly forbidsDeletion: boolean;
  readonly hasChecks: boolean;
  /** Who need not obey: roles, teams, apps, or administrators. */
  readonly exempt: readonly string[];
}

const likely =
  /(^|\/)(\.github\/|rulesets?\/|policy\/|settings\/|infra\/|governance\/)?[^/]*(ruleset|branch[-_]?(protection|rules))[^/]*\.json$|(^|\/)rulesets?\/[^/]+\.json$/i;

/**
 * The exports in a repository, found by name and told by shape.
 * Source: GitHub REST API, repository rulesets and branch protection.
 */
export function branchRulesOf(project: Project): BranchRules[] {
  if (!project.whole) return [];
  return project.paths
    .filter((path) => likely.test(path) && !/(^|\/)(node_modules|test|tests|fixtures?|schemas?)\//.test(path))
    .flatMap((path) => {
      const file = project.file(path);
      const value = file && parsed(file);
      return file && value ? (rulesetOf(file, value) ?? protectionOf(file, value) ?? []) : [];
    });
}

type Json = Readonly<Record<string, unknown>>;

function parsed(file: SourceFile): Json | null {
  try {
    return mapOf(JSON.parse(file.text));
  } catch (error) {
    // A file that only has the name of an export is none.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A ruleset as `gh api repos/…/rulesets/ID` or the export button writes it. */
function rulesetOf(file: SourceFile, value: Json): BranchRules | null {
  const rules = listOf(value['rules'])
    .map(mapOf)
    .filter((one) => one !== null);
  if (typeof value['enforcement'] !== 'string' || rules.length === 0 || value['target'] === 'tag')
    return null;
  const parametersOf = (type: string) => mapOf(rules.find((rule) => rule['type'] === type)?.['parameters']);
  const has = (type: string) => rules.some((rule) => rule['type'] === type);
  const review = parametersOf('pull_request');
  return {
    file,
    isEnforced: value['enforcement'] === 'active',
    reviewers: numberOf(review?.['required_approving_review_count']),
    dismissesStale: review?.['dismiss_stale_reviews_on_push'] === true,
    asksOwners: review?.['require_code_owner_review'] === true,
    forbidsForce: has('non_fast_forward'),
    forbidsDeletion: has('deletion'),
    hasChecks: has('required_status_checks') || has('workflows'),
    exempt: listOf(value['bypass_actors']).flatMap((one) => {
      const actor = mapOf(one);
      return actor?.['bypass_mode'] === 'always' ? [String(actor['actor_type'] ?? 'somebody')] : [];
    }),
  };
}

/** A branch protection as `gh api repos/…/branches/main/protection` writes it. */
function protectionOf(file: SourceFile, value: Json): BranchRules | null {
  if (!('required_pull_request_reviews' in value || 'enforce_admins' in value)) return null;
  const review = mapOf(value['required_pull_request_reviews']);
  const isOn = (name: string) => value[name] === true || mapOf(value[name])?.['enabled'] === true;
  return {
    file,
    isEnforced: true,
    reviewers: numberOf(review?.['required_approving_review_count']),
    dismissesStale: review?.['dismiss_stale_reviews'] === true,
    asksOwners: review?.['require_code_owner_reviews'] === true,
    forbidsForce: !isOn('allow_force_pushes'),
    forbidsDeletion: !isOn('allow_deletions'),
    hasChecks: mapOf(value['required_status_checks']) !== null,
    exempt: isOn('enforce_admins') ? [] : ['administrators'],
  };
}

const mapOf = (value: unknown): Json | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? // An object of JSON has string keys.
      (value as Json)
    : null;
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
