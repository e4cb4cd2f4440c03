import type { Database } from '../../db/database.ts';
import { loadEvent } from '../../queue/outbox.ts';
import { takeOutbox } from '../../queue/store/outbox.ts';
import { tellPeople } from '../tell-people.ts';

/** Tells people of everything that happened, as the jobs of a running server would. */
export async function tellAll(database: Database, now: Date): Promise<void> {
  await database.transaction(async (tx) => {
    for (const { eventId, ...told } of await takeOutbox(tx, 10_000)) {
      const event = await loadEvent(tx, eventId);
      if (event) await tellPeople.hear(tx, { ...event, ...told }, now);
    }
  });
}
