import { z } from 'zod';
import type { PersonActor } from '../../permission/actor.ts';
import { notFound } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import { textField } from '../../web/parse.ts';
import { empty, json } from '../../web/reply.ts';
import { requirePerson } from '../../web/require-person.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { wholeReach } from '../read-queue.ts';
import { dropView, keepView, mayRemove } from '../saved-view.ts';
import { type SavedView, savedViews, unscopedView } from '../store/saved-views.ts';

const tag = 'Bugs';

const viewSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** As `GET /api/v1/bugs` takes it. */
  query: z.string(),
  /** Whom it is shared with; null for your own. */
  organization: z.string().nullable(),
  removable: z.boolean(),
});

const resource = (view: SavedView, actor: PersonActor): z.output<typeof viewSchema> => ({
  id: view.id,
  name: view.name,
  query: view.query.split('?')[1] ?? '',
  organization: view.organization?.slug ?? null,
  removable: mayRemove(actor, view),
});

/** Views of the queue that people keep. */
export const viewsApi: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.apiViews,
    actor: 'bearer',
    permission: 'instance.read',
    async handle({ tx, actor }) {
      const person = requirePerson(actor);
      const { organizationIds } = await wholeReach(tx, person);
      const views = await savedViews(tx, person.id, organizationIds);
      return json({ items: views.map((view) => resource(view, person)) });
    },
    api: {
      summary: 'Saved views of the queue',
      description: 'Your own and those shared with your organizations, by name, at most a hundred.',
      tag,
      refusals: ['unauthenticated'],
      responses: { 200: { schema: z.object({ items: z.array(viewSchema) }), description: 'The views.' } },
    },
  }),
  route({
    method: 'POST',
    url: urls.apiViews,
    actor: 'bearer',
    permission: 'account.use',
    body: {
      type: 'json',
      schema: z.strictObject({
        name: textField(60, 1),
        /** Filters and order, as `GET /api/v1/bugs` takes them. */
        query: z.string().max(1900),
        /** Slug of an organization of yours that shares it. */
        organization: z.string().max(63).nullable().default(null),
      }),
    },
    async handle({ tx, now, actor, body: { name, query, organization } }) {
      const person = requirePerson(actor);
      const wanted = { name, view: `${urls.queue}?${query}`, share: organization ?? '' };
      const { id, isNew } = await keepView(tx, wanted, person, now);
      const view = await unscopedView(tx, id);
      if (!view) throw notFound('view');
      return json(resource(view, person), isNew ? 201 : 200);
    },
    api: {
      summary: 'Save a view of the queue',
      description: 'In place of one of the same name. What is no filter of ours is left out of it.',
      tag,
      idempotent: true,
      responses: {
        200: { schema: viewSchema, description: 'Saved in place of another.' },
        201: { schema: viewSchema, description: 'Saved.' },
      },
      example: { name: 'Urgent', query: 'severity=critical&severity=high&sort=oldest' },
    },
  }),
  route({
    method: 'DELETE',
    url: urls.apiView,
    actor: 'bearer',
    permission: 'account.use',
    params: z.object({ id: z.uuid() }),
    async handle({ tx, now, actor, params: { id } }) {
      await dropView(tx, id, requirePerson(actor), now);
      return empty();
    },
    api: {
      summary: 'Remove a saved view',
      description: 'Your own, or one shared with an organization you manage.',
      tag,
      responses: { 204: { schema: null, description: 'It is gone.' } },
    },
  }),
];
