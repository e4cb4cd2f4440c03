import { z } from 'zod';
import { listLabels } from '../../organization/store/labels.ts';
import { type FieldError, Refusal } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import { contentTag, expectedVersion, requireTag } from '../../web/conditional.ts';
import type { Tx } from '../../web/register.ts';
import { json } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { queueWords as words } from '../../words/queue.ts';
import { assignBug } from '../assign-bug.ts';
import { labelBug } from '../label-bug.ts';
import { lockBug } from '../load-bug.ts';
import { personByHandle } from '../store/choices.ts';
import { labelsOf } from '../store/labels.ts';
import { aboutBug, answerBug, nobody } from './about-bug.ts';
import { bugSchema } from './bug-resource.ts';

const tag = 'Bugs';
const changed = {
  200: { schema: bugSchema, description: 'The new version.', headers: { etag: 'Its version.' } },
};

const labelsSchema = z.object({ labels: z.array(z.string()) });
// Labels have a tag of their own: a bug's version stays what it is when somebody labels it.
const labelled = {
  200: { schema: labelsSchema, description: 'The labels, by name.', headers: { etag: 'Of the labels.' } },
};

/** What everybody who fixes may set on a bug. */
export const labelsApi: readonly AnyRoute[] = [
  route({
    ...aboutBug,
    method: 'GET',
    url: urls.apiBugLabels,
    permission: 'bug.read-internal',
    handle: async ({ tx, loaded }) => answerLabels(tx, loaded.id),
    api: { summary: 'The labels of a bug', tag, responses: labelled },
  }),
  route({
    ...aboutBug,
    method: 'PUT',
    url: urls.apiBugLabels,
    permission: 'bug.fix',
    body: { type: 'json', schema: z.strictObject({ labels: z.array(z.string().max(40)).max(500) }) },
    async handle({ tx, actor, now, loaded, body, request }) {
      const bug = await lockBug(tx, loaded.id);
      const present = await labelsOf(tx, [bug.id]);
      requireTag(request.header('if-match'), contentTag(resource(present)));
      const known = await listLabels(tx, bug.organizationId);
      const wanted = body.labels.map((name) =>
        known.find((label) => label.name.toLowerCase() === name.trim().toLowerCase()),
      );
      const errors = wanted.flatMap((label, index): FieldError[] =>
        label ? [] : [{ path: `labels.${index}`, message: words.bulkNoLabel(body.labels[index] ?? '') }],
      );
      if (errors.length > 0) throw new Refusal('invalid', 'Some labels are not there.', { fields: errors });
      const add = wanted.flatMap((label) => label?.id ?? []);
      const remove = present.map(({ id }) => id).filter((id) => !add.includes(id));
      await labelBug(tx, { bugId: bug.id, add, remove, actor }, now);
      return answerLabels(tx, bug.id);
    },
    api: {
      summary: 'Set the labels of a bug',
      description: "By name, of its organization's labels; those not named come off.",
      tag,
      conditional: true,
      responses: labelled,
      example: { labels: ['login', 'mobile'] },
    },
  }),
  route({
    ...aboutBug,
    method: 'PUT',
    url: urls.apiBugAssignee,
    permission: 'bug.fix',
    body: {
      type: 'json',
      schema: z.strictObject({
        /** Handle; null for nobody. */
        assignee: z.string().max(40).nullable(),
      }),
    },
    async handle({ tx, actor, now, loaded, body: { assignee }, request }) {
      const assigneeId = assignee === null ? null : ((await personByHandle(tx, assignee)) ?? nobody);
      const version = expectedVersion(request.header('if-match'));
      await assignBug(tx, { bugId: loaded.id, assigneeId, actor, expectedVersion: version }, now);
      return answerBug(tx, actor, loaded.id);
    },
    api: {
      summary: 'Give a bug to somebody',
      description: 'To an owner, manager, triager or developer, who follows it from then on.',
      tag,
      conditional: true,
      responses: changed,
      example: { assignee: 'dan' },
    },
  }),
];

async function answerLabels(tx: Tx, bugId: string) {
  const shown = resource(await labelsOf(tx, [bugId]));
  return json(shown, 200, { etag: contentTag(shown) });
}

const resource = (labels: readonly { name: string }[]): z.output<typeof labelsSchema> => ({
  labels: labels.map(({ name }) => name),
});
