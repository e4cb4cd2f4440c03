import { type Severity, severityRank } from '@bugheist/bug/severity';
import type { Ecosystem } from '../lockfile/lock.ts';
import type { Advisory } from './advisory.ts';
import { affectsAll, isAffected, nearestFix } from './affected.ts';
import type { AdvisoryIndex } from './open-index.ts';
import { seedAdvisoriesOf } from './seed.ts';

/** All advisories about one and the same weakness of an installed package, under whatever names. */
export interface Known {
  /** The name people use most: CVE, else GHSA, else what there is. */
  readonly name: string;
  /** All of them, sorted. */
  readonly names: readonly string[];
  readonly summary: string;
  readonly severity: Severity | null;
  readonly score: number | null;
  readonly weaknesses: readonly number[];
  readonly malicious: boolean;
  /** The nearest version above the installed one that is free of it. */
  readonly fix: string | null;
}

/** What is known of packages: from the index where there is one, always from the seed that ships. */
export class Advisories {
  readonly #index: AdvisoryIndex | null;
  readonly #missing: string | null;
  readonly #asked = new Set<Ecosystem>();

  /** `missing`: why there is no index; null when there is one, or nobody should mind. */
  constructor(index: AdvisoryIndex | null, missing: string | null) {
    this.#index = index;
    this.#missing = missing;
  }

  /** Why nothing is known of an ecosystem, so that finding nothing must not be called clean; null when much is. */
  ignorance(ecosystem: Ecosystem): string | null {
    if (this.#index === null) return this.#missing;
    return this.#index.header.ecosystems[ecosystem]
      ? null
      : `the advisory index holds nothing about ${ecosystem}`;
  }

  /** The newest change among the advisories of the ecosystems that were asked for, of the oldest of them: ISO 8601. */
  get knownUntil(): string | null {
    const newest = [...this.#asked].flatMap((one) => this.#index?.header.ecosystems[one]?.newest ?? []);
    return newest.sort()[0] ?? null;
  }

  close(): void {
    this.#index?.close();
  }

  /** What is known of a version, worst first; `version` null: of a package whatever its version. */
  of(ecosystem: Ecosystem, name: string, version: string | null): Known[] {
    this.#asked.add(ecosystem);
    const all = [...(this.#index?.advisoriesOf(ecosystem, name) ?? []), ...seedAdvisoriesOf(ecosystem, name)];
    const hitting = all.filter(({ affected }) =>
      version === null ? affectsAll(affected) : isAffected(ecosystem, affected, version),
    );
    return groupsOf(hitting)
      .map((group) => knownOf(ecosystem, group, version))
      .sort((a, b) => rankOf(b) - rankOf(a) || (a.name < b.name ? -1 : 1));
  }
}

const rankOf = ({ severity, malicious }: Known): number =>
  malicious ? 9 : severity === null ? 1.5 : severityRank(severity);

/** Advisories that share a name are one, also over a third that knows both names. */
function groupsOf(advisories: readonly Advisory[]): Advisory[][] {
  let groups: { readonly names: Set<string>; readonly members: Advisory[] }[] = [];
  for (const advisory of advisories) {
    const names = namesOf(advisory);
    const same = groups.filter((group) => names.some((name) => group.names.has(name)));
    groups = groups.filter((group) => !same.includes(group));
    groups.push({
      names: new Set([...names, ...same.flatMap((group) => [...group.names])]),
      members: [...same.flatMap(({ members }) => members), advisory],
    });
  }
  return groups.map(({ members }) => members);
}

const namesOf = ({ id, aliases }: Advisory): string[] => [id, ...aliases];

function knownOf(ecosystem: Ecosystem, group: readonly Advisory[], version: string | null): Known {
  const names = [...new Set(group.flatMap(namesOf))].sort();
  const rated = [...group].sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
  const malicious = group.some((one) => one.malicious);
  const named = rated.find(({ severity }) => severity !== null);
  return {
    name:
      names.find((name) => name.startsWith('CVE-')) ??
      names.find((name) => name.startsWith('GHSA-')) ??
      names[0] ??
      '',
    names,
    summary: group.map(({ summary }) => summary).find((summary) => summary !== '') ?? '',
    severity: malicious ? 'critical' : (named?.severity ?? null),
    score: rated[0]?.score ?? null,
    weaknesses: [...new Set(group.flatMap(({ weaknesses }) => weaknesses))],
    malicious,
    fix:
      version === null
        ? null
        : nearestFix(
            ecosystem,
            group.map(({ affected }) => affected),
            version,
          ),
  };
}
