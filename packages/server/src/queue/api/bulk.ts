import { z } from 'zod';
import { type FieldError, Refusal } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import type { Tx } from '../../web/register.ts';
import { json } from '../../web/reply.ts';
import { requirePerson } from '../../web/require-person.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { queueWords as words } from '../../words/queue.ts';
import { type BulkChange, bulkTransitions, changeMany, mostAtOnce, readableName } from '../change-many.ts';
import { loadBug } from '../load-bug.ts';
import { personByHandle } from '../store/choices.ts';
import { nobody } from './about-bug.ts';

const wanted = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('assign'),
    /** Handle; null for nobody. */
    assignee: z.string().max(40).nullable(),
  }),
  z.strictObject({ type: z.literal('label'), name: z.string().max(40) }),
  z.strictObject({
    type: z.literal('transition'),
    name: z.enum(bulkTransitions),
    reason: z.string().trim().max(2000).optional(),
  }),
]);

/** One change to many bugs. */
export const bulkApi: readonly AnyRoute[] = [
  route({
    method: 'POST',
    url: urls.apiBugChanges,
    actor: 'bearer',
    // What may be done to which bug is asked bug by bug.
    permission: 'instance.read',
    body: {
      type: 'json',
      schema: z.strictObject({
        bugs: z.array(z.string().max(30)).min(1).max(mostAtOnce),
        change: wanted,
      }),
    },
    async handle({ tx, actor, now, body: { bugs, change } }) {
      requirePerson(actor);
      const failures = await changeMany(tx, { names: bugs, change: await changeOf(tx, change), actor }, now);
      if (failures.length > 0) {
        const readable = bugs.map(readableName);
        const fields = failures.map(
          ({ name, why }): FieldError => ({ path: `bugs.${readable.indexOf(name)}`, message: why }),
        );
        throw new Refusal('conflict', words.bulkNothingText, { fields });
      }
      const items: { number: string; version: number }[] = [];
      for (const name of new Set(bugs.map(readableName))) {
        const bug = await loadBug(tx, name);
        if (bug) items.push({ number: bug.name, version: bug.version });
      }
      return json({ items });
    },
    api: {
      summary: 'Do one thing to many bugs',
      description:
        'All of them or none: where it cannot be done to some, the problem says of each why (`bugs.3`), and nothing was changed. Each needs the permission it needs alone. Steps are those that need no more than a reason, which all of them get.',
      tag: 'Bugs',
      idempotent: true,
      refusals: ['conflict'],
      responses: {
        200: {
          schema: z.object({ items: z.array(z.object({ number: z.string(), version: z.int() })) }),
          description: 'The bugs, each with its new version.',
        },
      },
      example: { bugs: ['ACME-7', 'ACME-9'], change: { type: 'assign', assignee: 'dan' } },
    },
  }),
];

async function changeOf(tx: Tx, change: z.output<typeof wanted>): Promise<BulkChange> {
  if (change.type === 'label') return change;
  if (change.type === 'transition') return { ...change, reason: change.reason || null };
  const { type, assignee } = change;
  return { type, assigneeId: assignee === null ? null : ((await personByHandle(tx, assignee)) ?? nobody) };
}
