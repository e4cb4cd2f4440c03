import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import type { BugListener, HeardEvent } from '../queue/outbox.ts';
import { type Listener, watchersOf } from '../queue/store/events.ts';
import { listenersWhoMay } from '../queue/who-may-hear.ts';
import { insertNotifications } from './store.ts';

/**
 * Hears what happens to bugs, and writes a notification for everybody who follows the bug, is assigned to it or is
 * named, except whoever did it and whoever may not read it (any more).
 */
export const tellPeople: BugListener = {
  name: 'notify',
  hear: async (tx, event) => {
    const { tells, mentions } = event;
    if (tells === null) return;
    const listeners = await watchersOf(tx, event.bug.id, [...tells, ...mentions]);
    await notify(tx, listenersWhoMay(listeners, event), event);
  },
};

async function notify(tx: Tx, listeners: readonly Listener[], event: HeardEvent): Promise<void> {
  const { id: eventId, bug, at, content, mentions } = event;
  await insertNotifications(
    tx,
    listeners.map(({ id: personId }) => ({
      id: newId(at),
      personId,
      bugId: bug.id,
      eventId,
      // One word each: to be named says more than that somebody wrote.
      type: mentions.includes(personId) ? 'mentioned' : event.type,
      content: { ...content },
      createdAt: at,
    })),
  );
}
