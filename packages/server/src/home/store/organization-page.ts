import type { AssetType } from '@bugheist/bug/asset';
import { eq, type SQL, sql } from 'drizzle-orm';
import { prepared } from '../../db/prepared.ts';
import { organization } from '../../db/tables/organizations.ts';
import type { Tx } from '../../db/transaction.ts';
import { LargeTotals } from './large-totals.ts';
import { type Scorecard, type ScorecardColumns, scorecardColumns, scorecardOf } from './numbers.ts';
import { type PublicOrganization, publicColumns } from './organizations.ts';
import type { PublicBug, PublicCursor } from './public-bugs.ts';

export interface OrganizationPageContent {
  organization: PublicOrganization;
  /** The same for everybody who may see it; of a large organization, up to ten minutes old. */
  scorecard: Scorecard;
  /** What it names for people who want to know what they may report on, the first 200. */
  assets: readonly PublicAsset[];
  /** Its disclosed bugs, newest first. */
  bugs: readonly PublicBug[];
}

export interface PublicAsset {
  id: string;
  type: AssetType;
  name: string;
  identifier: string;
}

const scorecards = new LargeTotals<Scorecard>(({ total }) => total);

/**
 * All that an organization's page shows, read by one statement: half of what the page would cost otherwise went into
 * sending four. Null when there is no such organization; whether the reader may know of it is for the caller to ask.
 */
export async function readOrganizationPage(
  tx: Tx,
  { slug, after, limit }: { slug: string; after: PublicCursor | null; limit: number },
  now: Date,
): Promise<OrganizationPageContent | null> {
  const kept = scorecards.kept(tx, slug, now);
  const statement = (kept ? pages.listing : pages.adding)[after ? 'later' : 'first'](tx);
  const at = { publishedAt: after?.publishedAt.toISOString(), id: after?.id };
  const [row] = await statement.execute({ slug, limit, ...at });
  if (row === undefined) return null;
  const { assets, bugs, ...found } = row;
  return {
    organization: found,
    scorecard: kept ?? addUp(tx, row, now),
    assets,
    bugs: bugs.map((bug) => ({
      ...bug,
      organizationName: found.name,
      organizationSlug: found.slug,
      publishedAt: new Date(bug.publishedAt),
    })),
  };
}

function addUp(tx: Tx, row: Partial<ScorecardColumns> & { slug: string }, now: Date): Scorecard {
  const { counts = [], published = 0, daysToPublication = null, daysToResolution = null } = row;
  const scorecard = scorecardOf({ counts, published, daysToPublication, daysToResolution });
  scorecards.keep(tx, row.slug, now, scorecard);
  return scorecard;
}

type StoredBug = Omit<PublicBug, 'organizationName' | 'organizationSlug' | 'publishedAt'> & {
  publishedAt: string;
};

const assets = sql<PublicAsset[]>`(
  select coalesce(json_agg(a), '[]'::json) from (
    select id, type, name, identifier from asset
    where organization_id = organization.id and archived_at is null order by type, name limit 200) a)`;

const bugs = (beyond: SQL) => sql<StoredBug[]>`(
  select coalesce(json_agg(b order by b."publishedAt" desc, b.id desc), '[]'::json) from (
    select id, organization.key || '-' || number as number, title, kind, state, severity, published_at as "publishedAt"
    from bug
    where organization_id = organization.id and disclosure in ('limited', 'full') and held_at is null ${beyond}
    order by published_at desc, id desc limit ${sql.placeholder('limit')}) b)`;

const firstPage = sql``;
const laterPage = sql`and (published_at, id) < (${sql.placeholder('publishedAt')}::timestamptz, ${sql.placeholder('id')}::uuid)`;

const pages = {
  listing: {
    first: listing('organization_page', firstPage),
    later: listing('organization_page_after', laterPage),
  },
  adding: {
    first: adding('organization_page_adding', firstPage),
    later: adding('organization_page_adding_after', laterPage),
  },
};

function listing(name: string, beyond: SQL) {
  return prepared((tx) => ofSlug(tx, { ...publicColumns(tx), assets, bugs: bugs(beyond) }).prepare(name));
}

function adding(name: string, beyond: SQL) {
  return prepared((tx) =>
    ofSlug(tx, { ...publicColumns(tx), assets, bugs: bugs(beyond), ...scorecardColumns }).prepare(name),
  );
}

function ofSlug<Columns extends Parameters<Tx['select']>[0] & object>(tx: Tx, columns: Columns) {
  return tx
    .select(columns)
    .from(organization)
    .where(eq(organization.slug, sql.placeholder('slug')));
}
