import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { hashToken, newSecretToken } from './secret-token.ts';
import { findLink, insertLink, type LinkPurpose, type LinkRow, takeLink } from './store/links.ts';

const hour = 3_600_000;

/** How long a link of each purpose opens something. */
export const linkLifetimeMs: Record<LinkPurpose, number> = {
  'first-administrator': 7 * 24 * hour,
  'sign-up': 24 * hour,
  'password-reset': hour,
  'address-change': 24 * hour,
  'address-revert': 7 * 24 * hour,
  invitation: 14 * 24 * hour,
};

/** Makes a link that works once; returns the token for its address, of which only the hash is kept. */
export async function makeLink(
  tx: Tx,
  link: { purpose: LinkPurpose; personId: string | null; content?: Record<string, unknown> },
  now: Date,
): Promise<string> {
  const token = newSecretToken();
  await insertLink(tx, {
    id: newId(now),
    purpose: link.purpose,
    tokenHash: hashToken(token),
    personId: link.personId,
    content: link.content ?? {},
    createdAt: now,
    expiresAt: new Date(now.getTime() + linkLifetimeMs[link.purpose]),
  });
  return token;
}

/** What a link stands for, without using it up: mail scanners open links too. Null when used, expired or unknown. */
export const openLink = (tx: Tx, purpose: LinkPurpose, token: string, now: Date): Promise<LinkRow | null> =>
  findLink(tx, purpose, hashToken(token), now);

/** Uses a link up. False when somebody else was faster. */
export const spendLink = (tx: Tx, purpose: LinkPurpose, token: string, now: Date): Promise<boolean> =>
  takeLink(tx, purpose, hashToken(token), now);
