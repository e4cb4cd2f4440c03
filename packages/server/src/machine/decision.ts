import { parseRange } from '@bugheist/guard/logs/address-range';
import { z } from 'zod';
import { told } from './told.ts';

const moment = z.number().int().min(0).max(8_640_000_000_000_000);
const id = z.string().regex(/^[\w.:-]{1,100}$/, 'Letters, digits, dots, dashes; at most 100.');

export const scopes = ['ip', 'range', 'session', 'username', 'country', 'as'] as const;
export const measures = ['ban', 'limit'] as const;

/** A decision as a guard pushes it. Times are milliseconds since 1970. */
export const decisionSchema = z.object({
  id,
  scope: z.enum(scopes),
  value: told(500).pipe(z.string().min(1).max(500)),
  /** Empty: everywhere. */
  host: told(300),
  measure: z.enum(measures),
  scenario: told(300),
  reason: told(2000),
  evidence: z.array(told(20_000)).max(20).default([]),
  from: moment,
  until: moment,
  origin: z.enum(['guard', 'operator']),
  shadow: z.boolean(),
  held: z.boolean(),
  strike: z.number().int().min(0).max(100_000),
});
export type SentDecision = z.output<typeof decisionSchema>;

/** A decision that was ended before its time, on a guard's machine. */
export const endingSchema = z.object({ id, at: moment, by: told(100), why: told(2000) });
export type SentEnding = z.output<typeof endingSchema>;

const day = 86_400_000;

/**
 * Why a decision is not passed on to the organization's other guards, or null. A guard whose token was stolen could ban
 * the world for all of them; what no scenario decides is refused here once for all.
 */
export function refusedBecause(
  { scope, value, from, until }: Pick<SentDecision, 'scope' | 'value' | 'from' | 'until'>,
  now: Date,
): string | null {
  if (until <= from) return 'it ends before it begins';
  if (until - from > 400 * day) return 'it holds for more than 400 days';
  if (from > now.getTime() + 5 * 60_000) return 'it begins in the future: the clock is wrong';
  if (scope !== 'ip' && scope !== 'range') return null;
  const range = parseRange(value);
  if (range === null) return `its value is no ${scope === 'ip' ? 'address' : 'range'}`;
  if (scope === 'ip') return range.prefix === 128 ? null : 'its value is a range';
  return range.prefix < widestPrefix(value) ? 'the range is wider than any attacker holds' : null;
}

/** Of the 128-bit form: a /8 of IPv4, a /19 of IPv6. */
const widestPrefix = (value: string): number => (value.includes(':') ? 19 : 96 + 8);
