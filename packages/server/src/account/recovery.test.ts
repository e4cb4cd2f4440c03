import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestDatabase } from '../db/test/database.ts';
import {
  confirmAddressChange,
  pendingAddress,
  requestAddressChange,
  revertAddressChange,
} from './address-change.ts';
import { confirmIdentity } from './identity.ts';
import { requestPasswordReset, resetPassword } from './password-reset.ts';
import { isFresh, startSession } from './session.ts';
import { signInWithPassword } from './sign-in.ts';
import { signedIn } from './signed-in.ts';
import { accountByAddress, accountById } from './store/people.ts';
import { baseUrl, device, lastLetter, lettersTo, openAccounts, writeLetters } from './test/fixture.ts';
import { makePerson, password } from './test/person.ts';

const now = new Date('2026-11-24T10:00:00Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
let database: TestDatabase;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ database, close } = await openAccounts());
});
afterAll(() => close());

const session = (personId: string) =>
  database.transaction((tx) =>
    startSession(tx, personId, { device, method: 'password', earlierToken: undefined }, now),
  );
const forgot = async (address: string) => {
  const told = await database.transaction((tx) => requestPasswordReset(tx, address, now));
  await writeLetters(database, now);
  return told;
};
const reset = (token: string, chosen: string, when = now) =>
  database.transaction((tx) => resetPassword(tx, { baseUrl }, { token, password: chosen }, when));
const canSignIn = async (login: string, tried: string) =>
  (
    await database.transaction((tx) =>
      signInWithPassword(
        tx,
        { login, password: tried, device, addressKey: 'a', earlierToken: undefined },
        now,
      ),
    )
  ).type === 'signed-in';
const change = async (personId: string, address: string) => {
  const asked = await database.transaction((tx) =>
    requestAddressChange(tx, { baseUrl }, { personId, address }, now),
  );
  await writeLetters(database, now);
  return asked;
};
const confirm = (personId: string, token: string) =>
  database.transaction((tx) => confirmAddressChange(tx, { baseUrl }, { personId, token }, now));

test('reset link reuse: it works once, within an hour, and an older one dies with it', async () => {
  const { email, handle } = await makePerson(database, {});
  await forgot(email ?? '');
  const older = (await lastLetter(database, email ?? ''))?.token ?? '';
  await forgot(email ?? '');
  const token = (await lastLetter(database, email ?? ''))?.token ?? '';
  expect(await reset(token, 'another long password', after(3600))).toBe(false);
  const raced = await Promise.all(
    ['first new password', 'second new password'].map((chosen) => reset(token, chosen)),
  );
  expect(raced.filter(Boolean)).toHaveLength(1);
  expect(await reset(older, 'third new password')).toBe(false);
  expect(await canSignIn(handle, raced[0] ? 'first new password' : 'second new password')).toBe(true);
});

test('a new password ends every session and tells its owner', async () => {
  const { id, email } = await makePerson(database, {});
  const { token: cookie } = await session(id);
  await forgot(email ?? '');
  await reset((await lastLetter(database, email ?? ''))?.token ?? '', 'another long password');
  expect(await signedIn(database.query, cookie, now)).toBeNull();
  expect((await lastLetter(database, email ?? ''))?.subject).toBe('Your BugHeist password was changed');
});

test('user enumeration: an unknown address gets no letter and the same answer', async () => {
  expect(await forgot('nobody@example.org')).toBeUndefined();
  expect(await lettersTo(database, 'nobody@example.org')).toEqual([]);
});

test('look-alike address: the reset letter goes to the address on record, never to the one typed', async () => {
  const { email } = await makePerson(database, { email: 'mike@example.org' });
  await forgot('MIKE@example.org');
  expect(await lettersTo(database, 'MIKE@example.org')).toEqual([]);
  expect(await lettersTo(database, email ?? '')).toHaveLength(1);
  await forgot('mi\u212Ae@example.org');
  expect(await lettersTo(database, 'mi\u212Ae@example.org')).toEqual([]);
});

test('a change of address is confirmed at the new one, and both are told', async () => {
  const { id, email } = await makePerson(database, {});
  await change(id, 'new@example.org');
  expect((await accountById(database.query, id))?.email).toBe(email);
  expect(await lettersTo(database, email ?? '')).toEqual([
    'A new address was asked for on your BugHeist account',
  ]);
  expect(await confirm(id, (await lastLetter(database, 'new@example.org'))?.token ?? '')).toBe(true);
  expect((await accountByAddress(database.query, 'NEW@example.org'))?.id).toBe(id);
  expect((await lastLetter(database, email ?? ''))?.subject).toBe(
    'The address of your BugHeist account was changed',
  );
  expect((await lastLetter(database, 'new@example.org'))?.subject).toBe(
    'Your BugHeist account uses this address now',
  );
});

test('account takeover by a mistyped address: its owner cannot confirm somebody else’s change', async () => {
  const [ada, eve] = [await makePerson(database, {}), await makePerson(database, {})];
  await change(ada.id, 'typo@example.org');
  const token = (await lastLetter(database, 'typo@example.org'))?.token ?? '';
  expect(await pendingAddress(database.query, { personId: eve.id, token }, now)).toBeNull();
  expect(await confirm(eve.id, token)).toBe(false);
  expect(await pendingAddress(database.query, { personId: ada.id, token }, now)).toBe('typo@example.org');
});

test('address squatting: an address with an account cannot be taken over, nor found out', async () => {
  const [ada, bob] = [await makePerson(database, {}), await makePerson(database, {})];
  expect(await change(ada.id, bob.email ?? '')).toBe(true);
  expect(await lettersTo(database, bob.email ?? '')).toEqual(['You already have an account at BugHeist']);
  await change(ada.id, 'race@example.org');
  const token = (await lastLetter(database, 'race@example.org'))?.token ?? '';
  await makePerson(database, { email: 'Race@example.org' });
  expect(await confirm(ada.id, token)).toBe(false);
});

test('a hijacker’s change of address is taken back within seven days, and everybody is out', async () => {
  const { id, email, handle } = await makePerson(database, {});
  const { token: hijacked } = await session(id);
  await change(id, 'hijacker@example.org');
  await confirm(id, (await lastLetter(database, 'hijacker@example.org'))?.token ?? '');
  await forgot('hijacker@example.org');
  const foreign = (await lastLetter(database, 'hijacker@example.org'))?.token ?? '';
  const token = (await lastLetter(database, email ?? ''))?.token ?? '';
  expect(await database.transaction((tx) => revertAddressChange(tx, token, after(7 * 86_400)))).toBeNull();
  const own = await database.transaction((tx) => revertAddressChange(tx, token, after(86_400)));
  expect((await accountById(database.query, id))?.email).toBe(email);
  expect(await signedIn(database.query, hijacked, now)).toBeNull();
  expect(await reset(foreign, 'the hijacker again')).toBe(false);
  expect(await reset(own ?? '', 'back in my own hands')).toBe(true);
  expect(await canSignIn(handle, 'back in my own hands')).toBe(true);
});

test('proof given again is fresh for fifteen minutes and changes the session’s token', async () => {
  const { id } = await makePerson(database, {});
  const { id: sessionId, token } = await session(id);
  expect([isFresh(now, after(900)), isFresh(now, after(901))]).toEqual([true, false]);
  const prove = (tried: string) =>
    database.transaction((tx) =>
      confirmIdentity(tx, { personId: id, sessionId, password: tried }, after(901)),
    );
  expect(await prove('wrong')).toEqual({ type: 'wrong-password' });
  const outcome = await prove(password);
  expect(outcome.type).toBe('confirmed');
  expect(await signedIn(database.query, token, after(901))).toBeNull();
  for (let guess = 0; guess < 8; guess++) await prove('wrong');
  expect((await prove(password)).type).toBe('throttled');
});
