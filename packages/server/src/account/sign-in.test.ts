import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestDatabase } from '../db/test/database.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';
import { finishSignIn } from './second-factor.ts';
import { signInWithPassword } from './sign-in.ts';
import { signedIn } from './signed-in.ts';
import { accountById, foreignPasswords } from './store/people.ts';
import { totpOf } from './store/second-factor.ts';
import { sessionsOf } from './store/sessions.ts';
import { appCode } from './test/app-code.ts';
import { baseUrl, device, lettersTo, openAccounts, totpKey } from './test/fixture.ts';
import { makePerson, password } from './test/person.ts';
import { confirmTotp, prepareTotp } from './totp.ts';

const start = new Date('2026-11-24T10:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
let database: TestDatabase;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ database, close } = await openAccounts());
});
afterAll(() => close());

const signIn = (login: string, tried = password, { now = start, from = '192.0.2.7' } = {}) =>
  database.transaction((tx) =>
    signInWithPassword(
      tx,
      { login, password: tried, device, addressKey: from, earlierToken: undefined },
      now,
    ),
  );
const finish = (pendingToken: string, code: string, now = start) =>
  database.transaction((tx) =>
    finishSignIn(tx, { baseUrl, totpKey }, { pendingToken, code, device, earlierToken: undefined }, now),
  );

/** A person with a confirmed app; `code` is what it shows at a time. */
async function withTotp() {
  const person = await makePerson(database, {});
  const offer = await database.transaction((tx) =>
    prepareTotp(tx, totpKey, { ...person, issuer: 'BugHeist' }, start),
  );
  const code = (now: Date) => appCode(offer?.secret ?? '', now);
  const confirmed = await database.transaction((tx) =>
    confirmTotp(tx, totpKey, person.id, code(after(-60)), after(-60)),
  );
  expect(confirmed).toBe(true);
  return { person, code };
}

/** The token of a sign-in that waits for its code. */
async function pending(login: string, now = start): Promise<string> {
  const outcome = await signIn(login, password, { now });
  if (outcome.type !== 'second-factor') throw new TypeError(`Expected a second factor, got ${outcome.type}.`);
  return outcome.token;
}

test('one signs in with the handle or the address, in any case', async () => {
  await makePerson(database, { handle: 'ada', email: 'Ada@example.org' });
  for (const login of ['ada', '@Ada', ' ADA@EXAMPLE.ORG '])
    expect(await signIn(login), login).toMatchObject({ type: 'signed-in' });
});

test('user enumeration by text: a wrong password and an unknown account get the same answer', async () => {
  await makePerson(database, { handle: 'bob' });
  expect(await signIn('bob', 'wrong password')).toEqual(await signIn('nobody-here', 'wrong password'));
});

test('user enumeration by time: unknown accounts cost the same hashing', async () => {
  await makePerson(database, { handle: 'tim' });
  const cpu = async (login: string) => {
    const before = process.cpuUsage();
    for (let round = 0; round < 6; round++)
      await signIn(login, 'wrong password', { from: `${login}${round}` });
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  await cpu('tim');
  const ratio = (await cpu('tim')) / (await cpu('nobody-at-all'));
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});

test('brute force: after eight tries from one place an account answers no more, known or not', async () => {
  await makePerson(database, { handle: 'carol' });
  for (const login of ['carol', 'no-carol']) {
    for (let attempt = 0; attempt < 8; attempt++) expect((await signIn(login, 'guess')).type).toBe('refused');
    expect(await signIn(login)).toEqual({ type: 'throttled', seconds: 600 });
  }
  expect(await signIn('carol', password, { from: '198.51.100.1' })).toMatchObject({ type: 'signed-in' });
});

test('brute force: many machines together get fifty tries at one account', async () => {
  await makePerson(database, { handle: 'dave' });
  const outcomes = [];
  for (let machine = 0; machine < 60; machine++)
    outcomes.push((await signIn('dave', 'guess', { from: `machine ${machine}` })).type);
  expect(outcomes.filter((type) => type === 'refused')).toHaveLength(50);
});

test('a Django hash is replaced at the first sign-in', async () => {
  const passwordHash = 'pbkdf2_sha256$1000$abcdefghijkl$VxbUuVDHNAcJZ3+enHS1hY5fXElZG2jJyGnetMmDHEA=';
  const { id, handle } = await makePerson(database, { passwordHash });
  expect(await signIn(handle, 'correct horse battery')).toMatchObject({ type: 'signed-in' });
  expect((await accountById(database.query, id))?.passwordHash).toMatch(/^\$argon2id\$/);
  expect(await signIn(handle, 'correct horse battery')).toMatchObject({ type: 'signed-in' });
});

test('what the foreign hashes of the instance cost is known while there are any', async () => {
  const django = await makePerson(database, {
    handle: 'django',
    passwordHash: 'pbkdf2_sha256$1000$abcdefghijkl$VxbUuVDHNAcJZ3+enHS1hY5fXElZG2jJyGnetMmDHEA=',
  });
  await makePerson(database, { handle: 'ours' });
  expect(await foreignPasswords(database.query)).toContain('pbkdf2_sha256$1000');
  expect(await signIn(django.handle, 'correct horse battery')).toMatchObject({ type: 'signed-in' });
  expect(await foreignPasswords(database.query)).toEqual([]);
});

test('no session exists before the second factor', async () => {
  const { person, code } = await withTotp();
  const token = await pending(person.handle);
  expect(await sessionsOf(database.query, person.id, start)).toEqual([]);
  expect(await signedIn(database.query, token, start)).toBeNull();
  const outcome = await finish(token, code(start));
  expect(outcome).toMatchObject({ type: 'signed-in' });
  expect(await sessionsOf(database.query, person.id, start)).toMatchObject([{ secondFactor: true }]);
  expect(await finish(token, code(start))).toEqual({ type: 'start-over' });
});

test('TOTP replay: a code works once, and no earlier one after it', async () => {
  const { person, code } = await withTotp();
  const seen = code(start);
  expect(await finish(await pending(person.handle), seen)).toMatchObject({ type: 'signed-in' });
  expect(await finish(await pending(person.handle), seen)).toEqual({ type: 'wrong-code' });
  expect(await finish(await pending(person.handle), code(after(-30)))).toEqual({ type: 'wrong-code' });
  const later = after(30);
  expect(await finish(await pending(person.handle, later), code(later), later)).toMatchObject({
    type: 'signed-in',
  });
});

test('TOTP replay: of two sign-ins racing with one code, one gets in', async () => {
  const { person, code } = await withTotp();
  const tokens = [await pending(person.handle), await pending(person.handle)];
  const outcomes = await Promise.all(tokens.map((token) => finish(token, code(start))));
  expect(outcomes.map(({ type }) => type).sort()).toEqual(['signed-in', 'wrong-code']);
});

test('brute force: five wrong codes end a sign-in, ten tries the account’s patience', async () => {
  const { person, code } = await withTotp();
  const outcomes = [];
  for (let begun = 0; begun < 3; begun++) {
    const token = await pending(person.handle);
    for (let guess = 0; guess < 5; guess++) outcomes.push((await finish(token, '000000')).type);
  }
  expect(outcomes.slice(0, 5)).toEqual([...Array<string>(4).fill('wrong-code'), 'start-over']);
  expect(outcomes.slice(10)).toEqual(Array<string>(5).fill('throttled'));
  expect(await finish(await pending(person.handle), code(start))).toMatchObject({ type: 'throttled' });
});

test('a recovery code stands in for the app once, and its owner is told', async () => {
  const { person } = await withTotp();
  const [code = '', other = ''] = await database.transaction((tx) => makeRecoveryCodes(tx, person.id));
  expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}$/);
  expect(await finish(await pending(person.handle), code.toUpperCase().replaceAll('-', ' '))).toMatchObject({
    type: 'signed-in',
  });
  expect(await finish(await pending(person.handle), code)).toEqual({ type: 'wrong-code' });
  await database.transaction((tx) => makeRecoveryCodes(tx, person.id));
  expect(await finish(await pending(person.handle), other)).toEqual({ type: 'wrong-code' });
  expect(await lettersTo(database, person.email ?? '')).toContain(
    'Somebody signed in to your BugHeist account with a recovery code',
  );
});

test('a stolen database does not open the app: its secret is sealed, for this person alone', async () => {
  const { person, code } = await withTotp();
  const other = await makePerson(database, {});
  const row = await totpOf(database.query, person.id);
  await expect(
    database.transaction((tx) => confirmTotp(tx, new Uint8Array(32), person.id, code(start), start)),
  ).rejects.toThrow();
  await database.query.execute(
    `insert into totp (person_id, secret, created_at) select '${other.id}', secret, now() from totp where person_id = '${person.id}'`,
  );
  await expect(
    database.transaction((tx) => confirmTotp(tx, totpKey, other.id, code(start), start)),
  ).rejects.toThrow();
  expect(row?.secret.length).toBe(12 + 20 + 16);
});
