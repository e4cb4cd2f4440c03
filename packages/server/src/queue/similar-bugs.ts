import { formatBugNumber } from '@bugheist/bug/bug';
import { locationKey } from '@bugheist/bug/location-key';
import type { Tx } from '../db/transaction.ts';
import { type Actor, personId } from '../permission/actor.ts';
import { can } from '../permission/can.ts';
import type { OrganizationObject } from '../permission/object.ts';
import { type SimilarRow, similarRows } from './store/similar.ts';

export interface SimilarBug extends SimilarRow {
  /** As `ACME-42`. */
  name: string;
}

/**
 * Bugs of the organization whose title or place is like this one's, most alike first, five at most; only those the
 * actor may read. A claim phrase, like nobody at all, reads the public ones.
 */
export async function similarBugs(
  tx: Tx,
  actor: Actor,
  wanted: { organization: OrganizationObject; title: string; location: string; except: string | null },
): Promise<SimilarBug[]> {
  const { organization, title, location, except } = wanted;
  const rows = await similarRows(tx, {
    organizationId: organization.id,
    title: title.trim(),
    locationKey: locationKey(location),
    except,
    reach: can(actor, 'organization.queue', organization) ? 'all' : { reporterId: personId(actor) },
  });
  return rows.map((row) => ({ ...row, name: formatBugNumber(row) }));
}
