import { explainVector } from '@bugheist/bug/cvss/explain';
import { parseVector } from '@bugheist/bug/cvss/parse';
import { isSource } from '@bugheist/bug/sighting';
import { findWeakness } from '@bugheist/bug/weakness';
import { link, urls } from '../../urls.ts';
import { type Description, DescriptionList } from '../../web/components/description-list.tsx';
import { SeverityBadge } from '../../web/components/severity-badge.tsx';
import { Time } from '../../web/components/time.tsx';
import { bugWords as words } from '../../words/bug.ts';
import type { Format } from '../../words/format.ts';
import { queueWords } from '../../words/queue.ts';
import type { LoadedBug } from '../load-bug.ts';

interface BugFactsProps {
  bug: LoadedBug;
  assetName: string | null;
  /** Who has it; null where that is nobody's business. */
  assignee?: string | null | undefined;
  format: Format;
  now: Date;
}

export const BugFacts = ({ bug, assetName, assignee, format, now }: BugFactsProps) => (
  <DescriptionList
    entries={[
      [words.severity, <SeverityBadge severity={bug.severity} score={bug.cvssScore} key="severity" />],
      assignee !== undefined && [words.assignee, assignee ?? queueWords.nobody],
      [
        words.organization,
        <a href={link(urls.organization, { slug: bug.slug })} key="organization">
          {bug.organizationName}
        </a>,
      ],
      assetName !== null && [words.asset, assetName],
      bug.location !== '' && [words.location, <span key="location">{bug.location}</span>],
      weaknessOf(bug),
      [words.filed, <Time at={bug.createdAt} now={now} format={format} key="filed" />],
      bug.lastSeenAt.getTime() !== bug.createdAt.getTime() && [
        words.lastSeen,
        <Time at={bug.lastSeenAt} now={now} format={format} key="seen" />,
      ],
      bug.publishedAt !== null && [
        words.published,
        <Time at={bug.publishedAt} now={now} format={format} as="date" key="published" />,
      ],
      [words.seenBy, format.list(bug.sources.filter(isSource).map((source) => queueWords.seenBy[source]))],
    ]}
  />
);

function weaknessOf({ weakness, kind }: LoadedBug): Description {
  if (weakness === null) return kind === 'security' && [words.weakness, words.noWeakness];
  const known = findWeakness(weakness);
  return [words.weakness, known ? `${known.id} ${known.name}` : `CWE-${weakness}`];
}

/** What each metric of the vector says; nothing without a vector. */
export function SeverityMetrics({ vector }: { vector: string | null }) {
  const parsed = vector === null ? null : parseVector(vector);
  if (!parsed?.ok) return null;
  return (
    <details>
      <summary>{words.metrics}</summary>
      <p class="mono small">{vector}</p>
      <DescriptionList
        entries={explainVector(parsed.vector).map(
          ({ name, valueName, meaning }) =>
            [
              name,
              <span title={meaning} key={name}>
                {valueName}
              </span>,
            ] as const,
        )}
      />
    </details>
  );
}
