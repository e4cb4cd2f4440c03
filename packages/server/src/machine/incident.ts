import { z } from 'zod';
import { told } from './told.ts';

const longest = 20_000;
const moment = z.number().int().min(0).max(8_640_000_000_000_000);
const count = z.number().int().min(0).max(1_000_000_000_000);

/** One incident as the guard's library sends it (`@bugheist/guard/incidents/incident`). Times are milliseconds. */
export const incidentSchema = z.object({
  id: told(40_000).pipe(z.string().min(1)),
  kind: z.enum(['background', 'attack', 'alarm']),
  scenario: told(1000).pipe(z.string().min(1)),
  description: told(longest).default(''),
  classification: z.array(told(1000)).max(50).default([]),
  host: told(longest).default(''),
  paths: z.array(told(longest)).max(20).default([]),
  sources: z.array(told(100)).max(100).default([]),
  sourceCount: count.default(0),
  alertCount: count,
  eventCount: count.default(0),
  first: moment,
  last: moment,
  answers: z.record(z.string().regex(/^\d{3}$/), count).default({}),
  evidence: z.array(told(longest)).max(20).default([]),
  decisions: z.array(told(1000)).max(100).default([]),
});
export type SentIncident = z.output<typeof incidentSchema>;

export const incidentsSchema = z.object({
  version: z.literal(1),
  /** Names this run of the guard: after a restart it counts from the start again. */
  run: told(100).default(''),
  incidents: z.array(incidentSchema).max(500),
});
