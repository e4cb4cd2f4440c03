import { z } from 'zod';
import { urls } from '../../urls.ts';
import { json } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { decisionSchema, endingSchema } from '../decision.ts';
import { decisionChanges, pushDecisions } from '../exchange-decisions.ts';
import { heartbeatSchema, takeHeartbeat } from '../heartbeat.ts';
import { sharedDecision, sharedDecisionSchema } from '../passed-on-decision.ts';
import { noteGuardSeen } from '../store/guards.ts';
import { asGuard, tag } from './as-guard.ts';

/** How guards of one organization share their decisions, and tell how they are. */
export const decisionsApi: readonly AnyRoute[] = [
  route({
    ...asGuard,
    method: 'POST',
    url: urls.apiDecisions,
    body: {
      type: 'json',
      schema: z.object({
        version: z.literal(1),
        decisions: z.array(decisionSchema).max(500).default([]),
        endings: z.array(endingSchema).max(500).default([]),
      }),
      maxBytes: 8_000_000,
    },
    async handle({ tx, now, body, loaded: { guard } }) {
      const pushed = await pushDecisions(tx, guard, body, now);
      await noteGuardSeen(tx, guard.id, { at: now });
      return json({ ...pushed, now: now.getTime() });
    },
    api: {
      summary: 'Share decisions',
      description:
        'With the token of a guard. Decisions it took, and endings of any. May be repeated: a known decision changes only by being confirmed or ended. What is refused is named, and the rest is taken. Times are milliseconds since 1970, by the clock of this server, which every answer tells.',
      tag,
      responses: {
        200: {
          schema: z.object({
            accepted: z.number(),
            refused: z.array(z.object({ id: z.string(), why: z.string() })),
            now: z.number(),
          }),
          description: 'How many were taken or known, and which were not.',
        },
      },
    },
  }),
  route({
    ...asGuard,
    method: 'GET',
    url: urls.apiDecisions,
    query: z.object({ cursor: z.string().max(100).optional() }),
    async handle({ tx, now, query, loaded: { guard } }) {
      const { items, next, more } = await decisionChanges(tx, guard.perimeterId, query.cursor ?? null);
      return json({ items: items.map(sharedDecision), next, more, now: now.getTime() });
    },
    api: {
      summary: 'What was decided since',
      description:
        'With the token of a guard. Decisions of every guard of the organization that are new, confirmed or ended since the cursor, in that order. Send `next` back as `cursor`; begin without one.',
      tag,
      responses: {
        200: {
          schema: z.object({
            items: z.array(sharedDecisionSchema),
            next: z.string(),
            more: z.boolean(),
            now: z.number(),
          }),
          description: 'One page of changes.',
        },
      },
    },
  }),
  route({
    ...asGuard,
    method: 'PUT',
    url: urls.apiGuard,
    body: { type: 'json', schema: heartbeatSchema },
    async handle({ tx, now, body, loaded: { guard } }) {
      await takeHeartbeat(tx, guard, body, now);
      return json({ now: now.getTime() });
    },
    api: {
      summary: 'Tell how a guard is',
      description:
        'With the token of a guard, every half minute: what passed it since it started, and what is wrong. The page of the organization shows it.',
      tag,
      responses: { 200: { schema: z.object({ now: z.number() }), description: 'Noted.' } },
    },
  }),
];
