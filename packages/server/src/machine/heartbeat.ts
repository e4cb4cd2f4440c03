import { z } from 'zod';
import type { Tx } from '../db/transaction.ts';
import { addToMinute, type GuardRow, noteGuardSeen } from './store/guards.ts';
import { announce } from './store/news.ts';
import { told } from './told.ts';

const count = z.number().int().min(0).max(1_000_000_000_000_000);
const moment = z.number().int().min(0).max(8_640_000_000_000_000);

/** How a guard is, and what passed it since it started. */
export const heartbeatSchema = z.object({
  version: z.literal(1),
  /** Names this run: counters begin at zero with each. */
  run: told(100),
  /** The guard's clock. */
  sent: moment,
  started: moment,
  requests: count,
  blocked: count,
  alerts: count,
  scenarios: z.array(z.object({ name: told(300), alerts: count })).max(100),
  sources: z.array(z.object({ name: told(1000), behindBytes: count })).max(100),
  bouncers: z.array(z.object({ name: told(100), up: z.boolean() })).max(20),
  topSources: z.array(z.object({ address: told(100), requests: count, alerts: count })).max(20),
  unwritten: count,
  unsent: count,
});
export type Heartbeat = z.output<typeof heartbeatSchema>;

/** As kept with the guard, with how far its clock is ahead of ours. */
export type Figures = Heartbeat & { aheadMs: number };

/** Notes that a guard lives, and adds what passed it since the last time to this minute. */
export async function takeHeartbeat(tx: Tx, guard: GuardRow, heartbeat: Heartbeat, now: Date): Promise<void> {
  const before = figuresOf(guard);
  const isSameRun = before?.run === heartbeat.run;
  const since = (name: 'requests' | 'blocked' | 'alerts') =>
    Math.max(0, heartbeat[name] - (isSameRun ? before[name] : 0));
  const figures: Figures = { ...heartbeat, aheadMs: heartbeat.sent - now.getTime() };
  await noteGuardSeen(tx, guard.id, { at: now, figures });
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  const counts = { requests: since('requests'), blocked: since('blocked'), alerts: since('alerts') };
  await addToMinute(tx, guard.id, minute, counts);
  await announce(tx, guard.perimeterId);
}

/** A guard's latest figures; null before its first heartbeat, or when a former release wrote others. */
export function figuresOf({ figures }: Pick<GuardRow, 'figures'>): Figures | null {
  const parsed = heartbeatSchema.extend({ aheadMs: z.number() }).safeParse(figures);
  return parsed.success ? parsed.data : null;
}
