import { openDatabase } from '../../db/database.ts';
import { migrate } from '../../db/migrate.ts';
import { prepareJobs } from '../../jobs/runner.ts';
import { tellPeople } from '../../notify/tell-people.ts';
import { loadEvent, outboxJobs, relayEvents } from '../outbox.ts';
import { now, openScene } from './fixtures.ts';

// Files a report, does what follows up to the named point, says so, and waits to be killed.
const [, , dataDirectory = '', point] = process.argv;
const database = await openDatabase({ url: null, dataDirectory });
await migrate(database);
const scene = await openScene(database);
const rita = await scene.addPerson('rita');
await scene.addPerson('tom', { role: 'triager' });
const listeners = [tellPeople];
await prepareJobs(
  database,
  outboxJobs(database, listeners, () => now),
);
await scene.file(scene.report(rita));
if (point === 'told') {
  const [written] = await database.raw.rows('select event_id, tells from bug_outbox');
  await relayEvents(database, listeners);
  await database.transaction(async (tx) => {
    const event = await loadEvent(tx, String(written?.['event_id']));
    if (event)
      await tellPeople.hear(tx, { ...event, tells: written?.['tells'] as string[], mentions: [] }, now);
  });
}
process.stdout.write(`${point}\n`);
setInterval(() => undefined, 1000);
