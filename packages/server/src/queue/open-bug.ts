import { locationKey } from '@bugheist/bug/location-key';
import { severityRank } from '@bugheist/bug/severity';
import { sourceOf } from '@bugheist/bug/sighting';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { type OrganizationRow, takeBugNumber } from '../organization/store/organizations.ts';
import { type LoadedBug, loadBugById } from './load-bug.ts';
import type { Rating, Sighting } from './sighting.ts';
import { insertBug } from './store/bugs.ts';

/** A new bug for a sighting, with the organization's next number; nothing is told to anybody yet. */
export async function openBug(
  tx: Tx,
  sighting: Sighting,
  organization: OrganizationRow,
  now: Date,
): Promise<LoadedBug> {
  const id = newId(now);
  const seenAt = sighting.type === 'report' ? now : sighting.seenAt;
  const disclosure = firstDisclosure(sighting, organization);
  await insertBug(tx, {
    id,
    organizationId: organization.id,
    number: await takeBugNumber(tx, organization.id),
    title: sighting.title,
    kind: sighting.kind,
    state: 'new',
    ...ratingColumns(sighting.rating),
    weakness: sighting.weakness,
    assetId: sighting.assetId,
    location: sighting.location,
    locationKey: locationKey(sighting.location),
    disclosure,
    publishedAt: disclosure === 'full' ? now : null,
    heldAt: sighting.type === 'report' && sighting.hold !== null ? now : null,
    sources: [sourceOf(sighting)],
    firstSeenAt: seenAt,
    lastSeenAt: seenAt,
    createdAt: now,
    updatedAt: now,
    stateChangedAt: now,
    searchBody: searchText(sighting),
  });
  const bug = await loadBugById(tx, id);
  if (!bug) throw new Error(`Expected the bug ${id} to exist after inserting it.`);
  return bug;
}

/** Security bugs, and whatever a machine found, are private from the first byte, whatever the organization chose. */
const firstDisclosure = ({ type, kind }: Sighting, { defaultDisclosure }: OrganizationRow) =>
  kind === 'security' || type !== 'report' ? 'private' : defaultDisclosure;

export const ratingColumns = (rating: Rating | null) => ({
  severity: rating?.severity ?? null,
  severityRank: rating ? severityRank(rating.severity) : -1,
  cvssVector: rating?.cvssVector ?? null,
  cvssScore: rating?.cvssScore ?? null,
});

// PostgreSQL refuses a text search vector beyond a megabyte.
const mostSearched = 200_000;

function searchText(sighting: Sighting): string {
  const text =
    sighting.type === 'report'
      ? [sighting.body, sighting.steps, sighting.impact].map(({ markdown }) => markdown).join('\n')
      : sighting.text;
  return `${sighting.location}\n${text}`.slice(0, mostSearched);
}
