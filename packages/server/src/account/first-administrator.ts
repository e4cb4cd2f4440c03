import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { link, urls } from '../urls.ts';
import { makeLink, openLink, spendLink } from './one-time-link.ts';
import { hashPassword } from './password.ts';
import { type Device, type StartedSession, selfActor, startSession } from './session.ts';
import { deleteLinksFor } from './store/links.ts';
import { hasPeople, insertPerson, lockPeople } from './store/people.ts';
import type { Transactions } from './transactions.ts';

/** The path that makes the first administrator, for the start-up message; null once anybody has an account. */
export async function firstAdministratorLink(database: Transactions, now: Date): Promise<string | null> {
  return database.transaction(async (tx) => {
    if (await hasPeople(tx)) return null;
    const token = await makeLink(tx, { purpose: 'first-administrator', personId: null }, now);
    return link(urls.firstAdministrator, { token });
  });
}

/** Whether the link may make the first administrator. */
export async function isFirstAdministratorLink(tx: Tx, token: string, now: Date): Promise<boolean> {
  return (await openLink(tx, 'first-administrator', token, now)) !== null && !(await hasPeople(tx));
}

/**
 * Makes the first administrator and signs them in; null when somebody was faster or the link is dead. The handle,
 * address and password were checked. The address is taken at its word: whoever reads the server's log owns it.
 */
export async function createFirstAdministrator(
  tx: Tx,
  form: { token: string; handle: string; email: string | null; password: string; device: Device },
  now: Date,
): Promise<StartedSession | null> {
  // Two who post at once, or two links of two starting processes, make one administrator.
  await lockPeople(tx);
  if (await hasPeople(tx)) return null;
  if (!(await spendLink(tx, 'first-administrator', form.token, now))) return null;
  const id = newId(now);
  const { handle, email, password, device } = form;
  const passwordHash = await hashPassword(password);
  await insertPerson(tx, { id, handle, email, passwordHash, staff: 'administrator', createdAt: now });
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
  return startSession(tx, id, { device, method: 'link', earlierToken: undefined }, now);
}
