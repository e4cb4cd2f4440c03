import { describePlace } from '@bugheist/bug/sighting';
import { z } from 'zod';
import { urls } from '../../urls.ts';
import { json } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { type SightingRow, sightingsUnder } from '../store/conversation.ts';
import { aboutBug } from './about-bug.ts';

const moment = z.iso.datetime();

const sightingSchema = z.object({
  id: z.uuid(),
  type: z.enum(['report', 'hit', 'incident']),
  seenAt: moment,
  place: z.string(),
  /** Of a person's sighting; the rest of them belongs to machines. */
  report: z.uuid().nullable(),
  /** Handle. */
  reporter: z.string().nullable(),
  /** The scanner or guard. */
  tool: z.string().nullable(),
  /** The scanner's rule or the guard's scenario. */
  rule: z.string().nullable(),
  message: z.string().nullable(),
  snippet: z.string().nullable(),
  count: z.int().nullable(),
});

const resource = (row: SightingRow): z.output<typeof sightingSchema> => {
  const { place, evidence, report } = row;
  return {
    id: row.id,
    type: row.type,
    seenAt: row.seenAt.toISOString(),
    place: place.type === undefined ? (report?.location ?? '') : describePlace(place),
    report: report?.id ?? null,
    reporter: row.reporterHandle,
    tool: evidence.tool ?? evidence.guard ?? null,
    rule: evidence.rule ?? evidence.scenario ?? null,
    message: evidence.message ?? null,
    snippet: evidence.snippet ?? null,
    count: evidence.count ?? null,
  };
};

/** The evidence that a bug is there. */
export const sightingsApi: readonly AnyRoute[] = [
  route({
    ...aboutBug,
    method: 'GET',
    url: urls.apiBugSightings,
    permission: 'bug.read-internal',
    handle: async ({ tx, loaded }) => json({ items: (await sightingsUnder(tx, loaded.id)).map(resource) }),
    api: {
      summary: 'Who and what saw a bug',
      description:
        'Reports of people and finds of machines, those of merged duplicates among them, the oldest first; at most five hundred.',
      tag: 'Bugs',
      responses: {
        200: { schema: z.object({ items: z.array(sightingSchema) }), description: 'The sightings.' },
      },
    },
  }),
];
