import { formatBugNumber } from '@bugheist/bug/bug';
import { kinds } from '@bugheist/bug/kind';
import { severities } from '@bugheist/bug/severity';
import { isSource, sources } from '@bugheist/bug/sighting';
import { disclosures, states } from '@bugheist/bug/state';
import { z } from 'zod';
import type { LoadedBug } from '../load-bug.ts';
import type { QueueEntry } from '../read-queue.ts';
import type { EventRow } from '../store/bug-page.ts';

const moment = z.iso.datetime();

const common = {
  number: z.string(),
  organization: z.string(),
  title: z.string(),
  kind: z.enum(kinds),
  state: z.enum(states),
  severity: z.enum(severities).nullable(),
  cvssScore: z.number().nullable(),
  disclosure: z.enum(disclosures),
  sources: z.array(z.enum(sources)),
  createdAt: moment,
};

/** A row of the queue. */
export const listedBug = z.object({
  ...common,
  asset: z.string().nullable(),
  assignee: z.string().nullable(),
  labels: z.array(z.string()),
  sightings: z.number().int(),
  updatedAt: moment,
  version: z.number().int(),
});

export const listedBugResource = (entry: QueueEntry): z.output<typeof listedBug> => ({
  number: entry.name,
  organization: entry.slug,
  title: entry.title,
  kind: entry.kind,
  state: entry.state,
  severity: entry.severity,
  cvssScore: entry.cvssScore,
  disclosure: entry.disclosure,
  sources: entry.sources.filter(isSource),
  createdAt: entry.createdAt.toISOString(),
  asset: entry.assetName,
  assignee: entry.assigneeHandle,
  labels: entry.labels.map(({ name }) => name),
  sightings: entry.sightings,
  updatedAt: entry.updatedAt.toISOString(),
  version: entry.version,
});

/** One bug; what only the team may know is null and empty for everybody else. */
export const bugSchema = z.object({
  ...common,
  location: z.string(),
  weakness: z.number().int().nullable(),
  cvssVector: z.string().nullable(),
  assetId: z.uuid().nullable(),
  asset: z.string().nullable(),
  assignee: z.string().nullable(),
  labels: z.array(z.string()),
  duplicateOf: z.string().nullable(),
  reports: z.array(z.uuid()),
  firstSeenAt: moment,
  lastSeenAt: moment,
  stateChangedAt: moment,
  closedAt: moment.nullable(),
  publishedAt: moment.nullable(),
  version: z.number().int(),
});

export interface TeamOnly {
  assignee: string | null;
  labels: readonly string[];
  parent: { key: string; number: number } | null;
  reports: readonly string[];
}

export const bugResource = (
  bug: LoadedBug,
  asset: string | null,
  team: TeamOnly | null,
): z.output<typeof bugSchema> => ({
  number: bug.name,
  organization: bug.slug,
  title: bug.title,
  kind: bug.kind,
  state: bug.state,
  severity: bug.severity,
  cvssScore: bug.cvssScore,
  disclosure: bug.disclosure,
  sources: bug.sources.filter(isSource),
  createdAt: bug.createdAt.toISOString(),
  location: bug.location,
  weakness: bug.weakness,
  cvssVector: bug.cvssVector,
  assetId: bug.assetId,
  asset,
  assignee: team?.assignee ?? null,
  labels: [...(team?.labels ?? [])],
  duplicateOf: team?.parent ? formatBugNumber(team.parent) : null,
  reports: [...(team?.reports ?? [])],
  firstSeenAt: bug.firstSeenAt.toISOString(),
  lastSeenAt: bug.lastSeenAt.toISOString(),
  stateChangedAt: bug.stateChangedAt.toISOString(),
  closedAt: bug.closedAt?.toISOString() ?? null,
  publishedAt: bug.publishedAt?.toISOString() ?? null,
  version: bug.version,
});

export const eventSchema = z.object({
  id: z.uuid(),
  type: z.string(),
  at: moment,
  actorKind: z.enum(['reporter', 'member', 'staff', 'system']),
  actor: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  reason: z.string().nullable(),
});

export const eventResource = (event: EventRow): z.output<typeof eventSchema> => ({
  id: event.id,
  type: event.type,
  at: event.at.toISOString(),
  actorKind: event.actorKind,
  actor: event.actorHandle,
  from: textOf(event.content['from']),
  to: textOf(event.content['to']),
  reason: textOf(event.content['reason']),
});

/** A state or handle as it is, a rating by its severity. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null && 'severity' in value) return textOf(value.severity);
  return null;
}
