import type { Database } from '../../db/database.ts';
import { dropOutbox } from '../../queue/store/outbox.ts';
import { fillAcornHome, makeAcornHome } from './acorn-home.ts';
import { fillCurl, makeCurl } from './curl.ts';
import { accountOf, type DemoAccount, demoActor, makeDemoPeople } from './people.ts';

/**
 * Fills an empty instance with two organizations of the same people: curl with its published history, to read, and
 * Acorn Home with open bugs, to try. One transaction.
 */
export async function seedDemo(database: Database, now: Date): Promise<DemoAccount[]> {
  return database.transaction(async (tx) => {
    const curl = await makeCurl(tx, now);
    const acorn = await makeAcornHome(tx, now);
    const people = await makeDemoPeople(tx, [curl, acorn], now);
    await fillCurl(tx, { organizationId: curl, owner: demoActor(accountOf(people, 'owner'), curl) }, now);
    // Twenty years of news are no news; what happened at Acorn Home is told.
    await dropOutbox(tx);
    await fillAcornHome(
      tx,
      { organizationId: acorn, actor: (handle) => demoActor(accountOf(people, handle), acorn) },
      now,
    );
    return people;
  });
}
