import type { SourceFile } from '../../engine/file.ts';
import type { Project } from '../../engine/project.ts';
import { at, entriesOf, isTrue, itemsOf, textOf, yamlFile } from '../../yaml/yaml.ts';
import { firstOf } from './repository.ts';

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
 * What the exports in a repository demand, found by name and told by shape: rulesets that are in force act together,
 * each other one, and each branch protection, stands for itself.
 * Source: GitHub REST API, repository rulesets and branch protection; probot/settings.
 */
export function branchRulesOf(project: Project): BranchRules[] {
  if (!project.whole) return [];
  const exports = project.paths
    .filter((path) => likely.test(path) && !/(^|\/)(node_modules|test|tests|fixtures?|schemas?)\//.test(path))
    .flatMap((path) => {
      const file = project.file(path);
      return file ? jsonOf(file).map((value) => ({ file, value })) : [];
    });
  const rulesets = exports.flatMap(({ file, value }) => rulesetOf(file, value) ?? []);
  const inForce = rulesets.filter(({ isEnforced }) => isEnforced);
  return [
    ...rulesets.filter(({ isEnforced }) => !isEnforced),
    ...(inForce[0] ? [together(inForce)] : []),
    ...exports.flatMap(({ file, value }) => protectionOf(file, value) ?? []),
    ...settingsOf(project),
  ];
}

type Json = Readonly<Record<string, unknown>>;

/** The objects of a file: of an export of several, each. */
function jsonOf(file: SourceFile): Json[] {
  try {
    const value: unknown = JSON.parse(file.text);
    return (Array.isArray(value) ? listOf(value) : [value]).map(mapOf).filter((one) => one !== null);
  } catch (error) {
    // A file that only has the name of an export is none.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** A change must obey all of them, and the place to look is the one that speaks of reviews. */
function together(all: readonly BranchRules[]): BranchRules {
  const review = all.find(({ reviewers }) => reviewers > 0) ?? all[0];
  if (!review) throw new Error('there is no rule to put together');
  return {
    file: review.file,
    isEnforced: true,
    reviewers: Math.max(...all.map(({ reviewers }) => reviewers)),
    dismissesStale: all.some(({ dismissesStale }) => dismissesStale),
    asksOwners: all.some(({ asksOwners }) => asksOwners),
    forbidsForce: all.some(({ forbidsForce }) => forbidsForce),
    forbidsDeletion: all.some(({ forbidsDeletion }) => forbidsDeletion),
    hasChecks: all.some(({ hasChecks }) => hasChecks),
    exempt: [...new Set(all.flatMap(({ exempt }) => exempt))],
  };
}

/** A ruleset as `gh api repos/…/rulesets/ID` or the export button writes it; null when it is about other branches. */
function rulesetOf(file: SourceFile, value: Json): BranchRules | null {
  const rules = listOf(value['rules'])
    .map(mapOf)
    .filter((one) => one !== null);
  if (typeof value['enforcement'] !== 'string' || rules.length === 0 || !guardsDefault(value)) return null;
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

/** Is it about the branch that is released from? Without names it is about all. */
function guardsDefault(value: Json): boolean {
  if (value['target'] !== undefined && value['target'] !== 'branch') return false;
  const included = mapOf(mapOf(value['conditions'])?.['ref_name'])?.['include'];
  const names = listOf(included).map(String);
  return (
    names.length === 0 ||
    names.some((name) =>
      /^~(DEFAULT_BRANCH|ALL)$|^refs\/heads\/(main|master|trunk|\*\*?(\/\*\*?)?)$/.test(name),
    )
  );
}

/** The branches of `.github/settings.yml`, which the app Settings puts in force. */
function settingsOf(project: Project): BranchRules[] {
  const file = firstOf(project, '.github/settings.yml', '.github/settings.yaml');
  const branches = file ? file.tree(yamlFile).flatMap((root) => itemsOf(at(root, 'branches'))) : [];
  return branches.flatMap((branch) => {
    const protection = at(branch, 'protection');
    const review = at(protection, 'required_pull_request_reviews');
    const isOn = (name: string) => isTrue(at(protection, name));
    if (!file || entriesOf(protection).length === 0) return [];
    return {
      file,
      isEnforced: true,
      reviewers: Number(textOf(at(review, 'required_approving_review_count')) ?? 0) || 0,
      dismissesStale: isTrue(at(review, 'dismiss_stale_reviews')),
      asksOwners: isTrue(at(review, 'require_code_owner_reviews')),
      forbidsForce: !isOn('allow_force_pushes'),
      forbidsDeletion: !isOn('allow_deletions'),
      hasChecks: entriesOf(at(protection, 'required_status_checks')).length > 0,
      exempt: isOn('enforce_admins') ? [] : ['administrators'],
    };
  });
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
