import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { hashToken, newSecretToken } from './secret-token.ts';
import {
  findLink,
  insertLink,
  type LinkPurpose,
  type LinkRow,
  storeLinkToken,
  takeLink,
} from './store/links.ts';

const hour = 3_600_000;

/** How long a link of each purpose opens something. */
const linkLifetimeMs: Record<LinkPurpose, number> = {
  'first-administrator': 7 * 24 * hour,
  'sign-up': 24 * hour,
  'password-reset': hour,
  'address-change': 24 * hour,
  'address-revert': 7 * 24 * hour,
  invitation: 14 * 24 * hour,
};

interface WantedLink {
  purpose: LinkPurpose;
  personId: string | null;
  content?: Record<string, unknown>;
}

/** Makes a link that works once; returns the token for its address, of which only the hash is kept. */
export async function makeLink(tx: Tx, link: WantedLink, now: Date): Promise<string> {
  const token = newSecretToken();
  await insertLink(tx, newLink(link, token, now));
  return token;
}

/** Notes that a link was asked for, without making one: its token is nobody's until `armLink`. Returns its id. */
export async function askForLink(tx: Tx, link: WantedLink, now: Date): Promise<string> {
  const content = { ...link.content, asked: true };
  const row = newLink({ ...link, content }, newSecretToken(), now);
  await insertLink(tx, row);
  return row.id;
}

/** Gives a link that was asked for its token, once. */
export async function armLink(tx: Tx, id: string, { personId }: { personId?: string }): Promise<string> {
  const token = newSecretToken();
  await storeLinkToken(tx, id, hashToken(token), personId ?? null);
  return token;
}

const newLink = ({ purpose, personId, content = {} }: WantedLink, token: string, now: Date) => ({
  id: newId(now),
  purpose,
  tokenHash: hashToken(token),
  personId,
  content,
  createdAt: now,
  expiresAt: new Date(now.getTime() + linkLifetimeMs[purpose]),
});

/** What a link stands for, without using it up: mail scanners open links too. Null when used, expired or unknown. */
export const openLink = (tx: Tx, purpose: LinkPurpose, token: string, now: Date): Promise<LinkRow | null> =>
  findLink(tx, purpose, hashToken(token), now);

/** Uses a link up. False when somebody else was faster. */
export const spendLink = (tx: Tx, purpose: LinkPurpose, token: string, now: Date): Promise<boolean> =>
  takeLink(tx, purpose, hashToken(token), now);
