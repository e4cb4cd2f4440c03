import type { Tx } from '../db/transaction.ts';
import { type Letter, writeLetter } from '../mail/letter.tsx';
import { queueMail } from '../mail/queue.ts';
import { readInstanceSettings } from '../settings/store.ts';
import { link, type Query, type Url, urls } from '../urls.ts';
import { mailWords, type SecurityChange } from '../words/mail.ts';

/** Sends letters to whom they concern; `baseUrl` is the instance's own, never what a request's Host header says. */
export interface Post {
  baseUrl: string;
}

/** Queues a letter to a person, or to an address that belongs to nobody yet; it is told how the instance calls itself. */
export async function post(
  tx: Tx,
  to: { personId: string | null; address: string | null },
  letter: (instance: string) => Letter,
  now: Date,
): Promise<void> {
  // The first administrator may have no address.
  if (to.address === null) return;
  const { name } = await readInstanceSettings(tx);
  const written = writeLetter(letter(name), name);
  await queueMail(tx, { personId: to.personId, recipient: to.address, ...written }, now);
}

/** Tells the owner of an account that something about its safety changed. */
export const tellSecurityChange = (
  tx: Tx,
  { baseUrl }: Post,
  person: { id: string; email: string | null },
  what: SecurityChange,
  now: Date,
): Promise<void> =>
  post(
    tx,
    { personId: person.id, address: person.email },
    mailWords.securityChanged({ what, security: absolute(baseUrl, urls.accountSecurity) }),
    now,
  );

/** A whole address of a page, for a letter. */
export function absolute(
  baseUrl: string,
  pattern: Url,
  parameters: Record<string, string> = {},
  query?: Query,
): string {
  // `link` checks parameters by literal pattern; here the pattern varies.
  const fill = link as (pattern: Url, parameters: Record<string, string>, query?: Query) => string;
  return `${baseUrl}${fill(pattern, parameters, query)}`;
}
