import type { Place } from '@bugheist/bug/sighting';
import { eq } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { membership, organization } from '../../db/tables/organizations.ts';
import { person } from '../../db/tables/people.ts';
import { newId } from '../../id.ts';
import { rendererVersion, renderMarkdown } from '../../markdown/render.ts';
import { findOrCreateForDomain } from '../../organization/find-or-create.ts';
import type { PersonActor, Role, StaffRole } from '../../permission/actor.ts';
import type { TestApp } from '../../web/test/app.ts';
import type { World } from '../../web/test/world.ts';
import { type Filed, fileSighting } from '../file-sighting.ts';
import type { HitSighting, MachineSighting, ReportSighting } from '../sighting.ts';

export const now = new Date('2026-11-24T10:00:00Z');

/** People, an organization and sightings on one test database. */
export async function openScene(database: Database, host = 'acme.example') {
  const { organization: acme, asset } = await database.transaction((tx) =>
    findOrCreateForDomain(tx, host, now),
  );
  const actor = (id: string, given: { role?: Role; staff?: StaffRole } = {}): PersonActor => ({
    type: 'person',
    id,
    staff: given.staff ?? null,
    roles: new Map(given.role ? [[acme.id, given.role]] : []),
    blocked: false,
    scopes: null,
  });
  const addPerson = async (handle: string, given: { role?: Role; staff?: StaffRole } = {}) => {
    const id = newId();
    await database.query.insert(person).values({
      id,
      handle,
      email: `${handle}@example.org`,
      staff: given.staff ?? null,
      createdAt: now,
    });
    if (given.role) {
      await database.query
        .insert(membership)
        .values({ organizationId: acme.id, personId: id, role: given.role, createdAt: now });
      await database.query.update(organization).set({ staffedAt: now }).where(eq(organization.id, acme.id));
    }
    return actor(id, given);
  };
  const report = (reporter: PersonActor | null, more: Partial<ReportSighting> = {}): ReportSighting => ({
    type: 'report',
    organizationId: acme.id,
    assetId: asset.id,
    kind: 'security',
    title: 'Password reset link works twice',
    location: 'https://acme.example/reset',
    rating: null,
    weakness: null,
    fingerprints: [],
    actor: reporter ?? { type: 'anonymous' },
    reporterId: reporter?.id ?? null,
    claimHash: null,
    creditPublic: false,
    body: written('It does.'),
    steps: written(''),
    impact: written(''),
    rendererVersion: 1,
    httpExchange: '',
    hold: null,
    ...more,
  });
  const hit = (more: Partial<HitSighting> = {}): HitSighting => ({
    type: 'hit',
    organizationId: acme.id,
    assetId: asset.id,
    kind: 'security',
    title: 'Hard-coded secret',
    location: 'src/a.ts:3',
    rating: { severity: 'high', cvssVector: null, cvssScore: null },
    weakness: 798,
    fingerprints: [{ scheme: 'place', version: 1, value: 'secret src/a.ts 3' }],
    source: { tool: 'semgrep', toolVersion: null, rule: 'hard-coded-secret' },
    seenAt: now,
    place: inFile('src/a.ts'),
    evidence: { message: 'A key stands in the code.', snippet: null },
    text: '',
    renamedFrom: [],
    urgency: null,
    ...more,
  });
  const file = (sighting: ReportSighting | MachineSighting, at = now): Promise<Filed> =>
    database.transaction((tx) => fileSighting(tx, sighting, at));
  return { acme, asset, addPerson, actor, report, hit, file };
}

type InWorld = Partial<ReportSighting> & { reporter?: string; slug?: string };

/** Files a report in the world of `openTestApp`. */
export const fileInWorld = (app: TestApp, more: InWorld = {}): Promise<Filed> =>
  app.database.transaction((tx) => fileSighting(tx, reportInWorld(app.world, more), app.now()));

/** A report of somebody of the tests' world about one of its organizations. */
export function reportInWorld(world: World, more: InWorld = {}): ReportSighting {
  const { reporter = 'rita', slug = 'acme', ...rest } = more;
  const reporterId = world.person(reporter);
  return {
    type: 'report',
    organizationId: world.organization(slug),
    assetId: null,
    kind: 'security',
    title: 'Password reset link works twice',
    location: 'https://acme.test/reset',
    rating: null,
    weakness: null,
    fingerprints: [],
    actor: { type: 'person', id: reporterId, staff: null, roles: new Map(), blocked: false, scopes: null },
    reporterId,
    claimHash: null,
    creditPublic: false,
    body: written('The link works *twice*.'),
    steps: written(''),
    impact: written(''),
    rendererVersion,
    httpExchange: '',
    hold: null,
    ...rest,
  };
}

export const inFile = (path: string): Place => ({ type: 'file', path, line: 3, column: null });

const written = (markdown: string) => ({ markdown, html: renderMarkdown(markdown).html });

export type Scene = Awaited<ReturnType<typeof openScene>>;

export const words = (markdown: string) => ({ markdown, ...renderMarkdown(markdown) });
