import { z } from 'zod';
import type { PersonActor } from '../../permission/actor.ts';
import type { Context } from '../../web/route.ts';
import { adminWords as words } from '../../words/admin.ts';

export const pageSize = 50;

/** What the lists of administration understand in their address. */
export const listQuery = z.object({
  q: z.string().trim().max(100).default(''),
  after: z.string().max(80).optional(),
  done: z.string().max(20).default(''),
});

const doneWords = new Map<string, string>(Object.entries(words.done));
export const doneText = (key: string): string | null => doneWords.get(key) ?? null;

export function actorOf({ actor }: Pick<Context, 'actor'>): PersonActor {
  if (actor.type === 'person') return actor;
  throw new Error(`Expected a person after the permission check, got ${actor.type}.`);
}
