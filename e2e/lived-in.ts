import type { Database } from '../packages/server/src/db/database.ts';
import { membership, organization } from '../packages/server/src/db/tables/organizations.ts';
import type { Tx } from '../packages/server/src/db/transaction.ts';
import { newId } from '../packages/server/src/id.ts';
import { renderMarkdown } from '../packages/server/src/markdown/render.ts';
import type { PersonActor } from '../packages/server/src/permission/actor.ts';
import { agreeToPublication, publishBug } from '../packages/server/src/queue/publish-bug.ts';
import { transition } from '../packages/server/src/queue/transition.ts';
import {
  type Fixtures,
  fileReport,
  makeFixtures,
  personActor,
} from '../packages/server/src/web/test/fixtures.ts';
import { makeWorld, openSession, type World } from '../packages/server/src/web/test/world.ts';

const everything = { level: 'full', summary: { markdown: '', ...renderMarkdown('') } } as const;

const longTitle =
  'Firmware-Aktualisierungsbestätigungsdialog https://acme.test/devices/thermostat-t100/firmware/2.1.0-rc.4+build.20261124/confirm?device=00:1A:2B:3C:4D:5E never closes when the network drops';

export interface LivedIn {
  world: World;
  fixtures: Fixtures;
  /** Numbers of a published bug and of one whose title is as long as titles get. */
  published: string;
  long: string;
}

/** Fills an instance as months of use would: every state, a long name, a long title, published bugs, merged ones. */
export function liveIn(database: Database, now: Date): Promise<LivedIn> {
  return database.transaction(async (tx) => {
    const world = await makeWorld(tx, now);
    const fixtures = await makeFixtures(tx, world, now);
    const tom: PersonActor = {
      ...personActor(world, 'tom'),
      roles: new Map([[world.organization('acme'), 'triager']]),
    };
    const olga: PersonActor = {
      ...personActor(world, 'olga'),
      roles: new Map([[world.organization('acme'), 'owner']]),
    };
    const file = (title: string, reporter: string | null, kind: 'design' | 'security' | 'performance') =>
      fileReport(tx, world, { title, reporter, kind }, now);
    const step = (bugId: string, name: 'triage' | 'start-fix' | 'submit-fix' | 'resolve') =>
      transition(tx, { bugId, name, actor: tom, report: null, expectedVersion: null }, now);

    const published = await file('Prices round the wrong way in the cart', 'rita', 'security');
    await step(published.bugId, 'triage');
    await step(published.bugId, 'resolve');
    await publishBug(tx, { bugId: published.bugId, publication: everything, actor: olga }, now);
    await agreeToPublication(tx, published.bugId, personActor(world, 'rita'), now);
    const long = await file(longTitle, 'sam', 'design');
    await step(long.bugId, 'triage');
    await publishBug(tx, { bugId: long.bugId, publication: everything, actor: olga }, now);
    const retested = await file('Search takes nine seconds', 'rita', 'performance');
    await step(retested.bugId, 'triage');
    await step(retested.bugId, 'submit-fix');
    const duplicate = await file('The reset link can be used again', null, 'security');
    await transition(
      tx,
      {
        bugId: duplicate.bugId,
        name: 'close-duplicate',
        parent: fixtures.bug.number,
        actor: tom,
        report: null,
        expectedVersion: null,
      },
      now,
    );
    await makeLongNamed(tx, world, now);
    return { world, fixtures, published: published.name, long: long.name };
  });
}

async function makeLongNamed(tx: Tx, world: World, now: Date): Promise<void> {
  const id = newId(now);
  await tx.insert(organization).values({
    id,
    slug: 'vereinigte-donaudampfschifffahrtsgesellschaften-und-soehne',
    key: 'DDSG',
    name: 'Vereinigte Donaudampfschifffahrtsgesellschaften & Söhne GmbH & Co. KG',
    domain: 'vereinigte-donaudampfschifffahrtsgesellschaften-und-soehne.test',
    staffedAt: now,
    createdAt: now,
  });
  await tx
    .insert(membership)
    .values({ organizationId: id, personId: world.person('olga'), role: 'owner', createdAt: now });
}

/** The cookie of a session in which this person is signed in. */
export async function sessionCookie(database: Database, world: World, handle: string, origin: string) {
  const { token } = await database.transaction((tx) => openSession(tx, world.person(handle), new Date()));
  return { name: 'session', value: token, url: origin, httpOnly: true, sameSite: 'Lax' as const };
}
