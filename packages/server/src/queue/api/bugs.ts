import { kinds } from '@bugheist/bug/kind';
import { severities } from '@bugheist/bug/severity';
import { z } from 'zod';
import { personId } from '../../permission/actor.ts';
import { urls } from '../../urls.ts';
import { expectedVersion } from '../../web/conditional.ts';
import { json } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { assignBug } from '../assign-bug.ts';
import { changeDetails } from '../change-details.ts';
import { expectVersion } from '../expect-version.ts';
import { lockBug } from '../load-bug.ts';
import { formatCursor } from '../queue-cursor.ts';
import { parseFilter } from '../queue-filter.ts';
import { rateBug } from '../rate-bug.ts';
import { readQueue } from '../read-queue.ts';
import { readRating } from '../read-rating.ts';
import { withinReach } from '../routes/reach.ts';
import { personByHandle } from '../store/choices.ts';
import { aboutBug, answerBug, nobody } from './about-bug.ts';
import { bugSchema, listedBug, listedBugResource } from './bug-resource.ts';

const tag = 'Bugs';

const changedBug = z.strictObject({
  title: z.string().trim().min(1).max(200).optional(),
  kind: z.enum(kinds).optional(),
  location: z.string().max(2000).optional(),
  /** CWE number. */
  weakness: z.number().int().min(1).max(99_999).nullable().optional(),
  asset: z.uuid().nullable().optional(),
  /** Handle; null for nobody. */
  assignee: z.string().max(40).nullable().optional(),
  severity: z.enum(severities).nullable().optional(),
  /** A vector; the severity then follows from it. */
  cvss: z.string().max(500).optional(),
  /** Why the severity changes. */
  reason: z.string().max(5000).optional(),
});

export const bugsApi: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.apiBugs,
    actor: 'bearer',
    permission: 'instance.read',
    query: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    async handle({ tx, actor, now, query }) {
      const filter = parseFilter({ ...query, after: query['cursor'] ?? '' });
      const reach = await withinReach(tx, actor, filter);
      const wanted = { filter, reach, personId: personId(actor) ?? nobody };
      const { entries, after } = await readQueue(tx, wanted, now);
      return json({ items: entries.map(listedBugResource), next: after && formatCursor(after) });
    },
    api: {
      summary: 'The queue',
      description:
        'The bugs of the organizations you work for; none without a token. Filters as on the queue page, each of them repeatable: `state`, `kind`, `severity`, `source`, `label`; and `assignee`, `asset`, `age`, `organization`, `q`. `sort` is `severity`, `newest`, `oldest` or `changed`. Send `next` back as `cursor`.',
      tag,
      responses: {
        200: {
          schema: z.object({ items: z.array(listedBug), next: z.string().nullable() }),
          description: 'Up to fifty bugs.',
        },
      },
    },
  }),
  route({
    ...aboutBug,
    method: 'GET',
    url: urls.apiBug,
    permission: 'bug.read',
    handle: ({ tx, actor, loaded }) => answerBug(tx, actor, loaded.id),
    api: {
      summary: 'One bug',
      description: 'What only the team may know is null or empty for everybody else.',
      tag,
      responses: { 200: { schema: bugSchema, description: 'The bug.', headers: { etag: 'Its version.' } } },
    },
  }),
  route({
    ...aboutBug,
    method: 'PATCH',
    url: urls.apiBug,
    permission: 'bug.triage',
    body: { type: 'json', schema: changedBug },
    async handle({ tx, actor, now, loaded, body, request }) {
      const bugId = loaded.id;
      // Compared once, under the lock; what follows in this transaction is our own doing.
      expectVersion(await lockBug(tx, bugId), expectedVersion(request.header('if-match')));
      const { title, kind, location, weakness, asset, assignee, severity, cvss, reason = '' } = body;
      const details = {
        ...(title === undefined ? {} : { title }),
        ...(kind === undefined ? {} : { kind }),
        ...(location === undefined ? {} : { location }),
        ...(weakness === undefined ? {} : { weakness }),
        ...(asset === undefined ? {} : { assetId: asset }),
      };
      const own = { bugId, actor, expectedVersion: null };
      await changeDetails(tx, { ...own, details }, now);
      if (assignee !== undefined) {
        const assigneeId = assignee === null ? null : ((await personByHandle(tx, assignee)) ?? nobody);
        await assignBug(tx, { ...own, assigneeId }, now);
      }
      if (severity !== undefined || cvss !== undefined) {
        const rating = readRating(cvss ?? '', severity ?? null, 'cvss');
        await rateBug(tx, { ...own, rating, reason }, now);
      }
      return answerBug(tx, actor, bugId);
    },
    api: {
      summary: 'Correct, rate or assign a bug',
      description: 'What is left out stays. A change of severity needs a reason, which the reporter reads.',
      tag,
      conditional: true,
      responses: {
        200: { schema: bugSchema, description: 'The new version.', headers: { etag: 'Its version.' } },
      },
      example: { severity: 'high', reason: 'Needs a signed-in account.', assignee: 'dan' },
    },
  }),
];
