import { severityRank } from '@bugheist/bug/severity';
import type { Hit } from '../engine/hit.ts';

/** Hits of one rule in one file, equally grave: told of once, with all their places. */
export interface HitGroup {
  readonly path: string;
  readonly first: Hit;
  readonly others: readonly Hit[];
  /** To sort by: what a person must confirm weighs less than any hit that is sure. */
  readonly weight: number;
}

/** The lightest first, so that the gravest stand last, where a terminal ends; hits of equal weight in the order of files. */
export function groupsOf(hits: readonly Hit[]): HitGroup[] {
  const groups = Map.groupBy(hits, ({ path, ruleId, severity, confidence }) =>
    [path, ruleId, severity, confidence === 'review'].join('\0'),
  );
  return [...groups.values()]
    .flatMap(([first, ...others]) =>
      first ? [{ path: first.path, first, others, weight: weightOf(first) }] : [],
    )
    .sort((a, b) => a.weight - b.weight);
}

/** The same by file: a file stands where its gravest hit belongs, and its hits in the order of lines. */
export function byFile(groups: readonly HitGroup[]): [path: string, groups: readonly HitGroup[]][] {
  const weight = (ofFile: readonly HitGroup[]) => Math.max(...ofFile.map((group) => group.weight));
  return [...Map.groupBy(groups, ({ path }) => path)]
    .map(([path, ofFile]): [string, readonly HitGroup[]] => [
      path,
      ofFile.toSorted((a, b) => a.first.startLine - b.first.startLine),
    ])
    .sort(([, a], [, b]) => weight(a) - weight(b));
}

const weightOf = ({ severity, confidence }: Hit): number =>
  severityRank(severity) + (confidence === 'review' ? 0 : 10);
