import { z } from 'zod';
import { urls } from '../../urls.ts';
import { json } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { incidentsSchema } from '../incident.ts';
import { receiveIncidents } from '../receive-incidents.ts';
import { noteGuardSeen } from '../store/guards.ts';
import { asGuard, tag } from './as-guard.ts';

const answer = z.object({ filed: z.number(), grown: z.number(), unchanged: z.number() });

/** Where guards file what they saw. */
export const incidentsApi: readonly AnyRoute[] = [
  route({
    ...asGuard,
    method: 'POST',
    url: urls.apiIncidents,
    body: { type: 'json', schema: incidentsSchema, maxBytes: 8_000_000 },
    async handle({ tx, now, body, loaded: { guard, organizationId } }) {
      const { run, incidents } = body;
      const received = await receiveIncidents(tx, { guard, organizationId, run, incidents }, now);
      await noteGuardSeen(tx, guard.id, { at: now });
      return json(received);
    },
    api: {
      summary: 'File incidents',
      description:
        'With the token of a guard. All of them or none. An incident keeps its `id` while it grows and replaces what came before under it; one that was sent before changes nothing, so a request may be repeated. Background noise becomes one bug a scenario, an alarm one a machine; an attack that was answered raises the open bug at its place, or opens one. Times are milliseconds since 1970.',
      tag,
      example: {
        version: 1,
        run: '6d0c1d52',
        incidents: [
          {
            id: 'attack 2026-11-28 bugheist/http-path-traversal shop.test /get',
            kind: 'attack',
            scenario: 'bugheist/http-path-traversal',
            description: 'Climbed out of the web root',
            classification: ['CWE-22'],
            host: 'shop.test',
            paths: ['/get'],
            sources: ['203.0.113.9'],
            sourceCount: 1,
            alertCount: 1,
            eventCount: 3,
            first: 1_795_867_200_000,
            last: 1_795_867_203_000,
            answers: { 200: 3 },
            evidence: ['203.0.113.9 - - "GET /get?f=../../../etc/passwd HTTP/1.1" 200 1'],
            decisions: ['7f8d6a9e-4b1f-4c7d-9a55-0d2c6a9b1e00'],
          },
        ],
      },
      responses: {
        200: { schema: answer, description: 'How many were new, how many had grown, how many were known.' },
      },
    },
  }),
];
