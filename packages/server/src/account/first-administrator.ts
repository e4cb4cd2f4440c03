import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { link, urls } from '../urls.ts';
import { makeLink, openLink } from './one-time-link.ts';
import { hashPassword } from './password.ts';
import { type Device, type StartedSession, selfActor, startSession } from './session.ts';
import { deleteLinksFor } from './store/links.ts';
import { hasAdministrator, insertPerson, lockPeople } from './store/people.ts';
import type { Transactions } from './transactions.ts';

/**
 * The path that makes the first administrator, for the start-up message; null once there is one. People who signed up
 * before do not count: they must not be able to lock the operator out of a fresh instance.
 */
export async function firstAdministratorLink(database: Transactions, now: Date): Promise<string | null> {
  return database.transaction(async (tx) => {
    if (await hasAdministrator(tx)) return null;
    const token = await makeLink(tx, { purpose: 'first-administrator', personId: null }, now);
    return link(urls.firstAdministrator, { token });
  });
}

/** Whether the link may make the first administrator. */
export async function isFirstAdministratorLink(tx: Tx, token: string, now: Date): Promise<boolean> {
  return (await openLink(tx, 'first-administrator', token, now)) !== null && !(await hasAdministrator(tx));
}

export type FirstAdministratorOutcome =
  | { type: 'created'; session: StartedSession }
  /** Somebody was faster, or the link is none. */
  | { type: 'dead-link' }
  /** Somebody signed up with it before there was an administrator. */
  | { type: 'handle-taken' | 'address-taken' };

/**
 * Makes the first administrator and signs them in. The handle, address and password were checked. The address is taken
 * at its word: whoever reads the server's log owns the instance.
 */
export async function createFirstAdministrator(
  tx: Tx,
  form: { token: string; handle: string; email: string | null; password: string; device: Device },
  now: Date,
): Promise<FirstAdministratorOutcome> {
  const { token, handle, email, password, device } = form;
  const passwordHash = await hashPassword(password);
  // Two who post at once, or two links of two starting processes, make one administrator.
  await lockPeople(tx);
  if (!(await isFirstAdministratorLink(tx, token, now))) return { type: 'dead-link' };
  const id = newId(now);
  const row = { id, handle, email, passwordHash, staff: 'administrator', createdAt: now } as const;
  const taken = await insertPerson(tx, row);
  if (taken !== null) return { type: `${taken}-taken` };
  await deleteLinksFor(tx, 'first-administrator');
  await recordAudit(
    tx,
    {
      actor: selfActor(id),
      action: 'person.create',
      objectType: 'person',
      objectId: id,
      content: { staff: 'administrator', first: true },
    },
    now,
  );
  const session = await startSession(tx, id, { device, method: 'link', earlierToken: undefined }, now);
  return { type: 'created', session };
}
