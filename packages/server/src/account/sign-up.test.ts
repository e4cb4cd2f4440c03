import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oneTimeLink } from '../db/tables/people.ts';
import type { TestDatabase } from '../db/test/database.ts';
import {
  createFirstAdministrator,
  firstAdministratorLink,
  isFirstAdministratorLink,
} from './first-administrator.ts';
import { requestPasswordReset } from './password-reset.ts';
import { answerLetterRequest } from './requested-letter.ts';
import { confirmSignUp, pendingSignUp, requestSignUp } from './sign-up.ts';
import { signedIn } from './signed-in.ts';
import { accountByLogin } from './store/people.ts';
import { baseUrl, device, lastLetter, lettersTo, openAccounts, writeLetters } from './test/fixture.ts';
import { makePerson } from './test/person.ts';

const now = new Date('2026-11-24T10:00:00Z');
const password = 'violet tram ladder';
let database: TestDatabase;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ database, close } = await openAccounts());
});
afterAll(() => close());

const request = async (handle: string, email: string, chosen = password) => {
  const told = await database.transaction((tx) =>
    requestSignUp(tx, { handle, email, password: chosen, invitation: null }, now),
  );
  await writeLetters(database, now);
  return told;
};
const confirm = (token: string, more: { handle: string; password?: string }) =>
  database.transaction((tx) =>
    confirmSignUp(tx, { token, password, device, earlierToken: undefined, ...more }, now),
  );

test('the first start’s link makes one administrator, whoever opens it first or signed up before', async () => {
  await makePerson(database, { handle: 'early-bird' });
  const paths = [await firstAdministratorLink(database, now), await firstAdministratorLink(database, now)];
  const tokens = paths.map((path) => path?.split('/').at(-1) ?? '');
  expect(await isFirstAdministratorLink(database.query, tokens[0] ?? '', now)).toBe(true);
  const form = { email: null, password, device };
  const made = await Promise.all(
    tokens.map((token, index) =>
      database.transaction((tx) =>
        createFirstAdministrator(tx, { ...form, token, handle: `root${index}` }, now),
      ),
    ),
  );
  expect(made.map(({ type }) => type).sort()).toEqual(['created', 'dead-link']);
  const winner = made.find((outcome) => outcome.type === 'created');
  const token = winner?.session.token ?? '';
  expect((await signedIn(database.query, token, now))?.actor.staff).toBe('administrator');
  expect(await firstAdministratorLink(database, now)).toBeNull();
});

test('a person exists once the link was opened and the password given again', async () => {
  await request('ada', 'ada@example.org');
  expect(await accountByLogin(database.query, 'ada')).toBeNull();
  const letter = await lastLetter(database, 'ada@example.org');
  expect(letter?.href).toMatch(/^https:\/\/bugs\.example\.org\/sign-up\/confirm\/[\w-]{43}$/);
  const token = letter?.token ?? '';
  expect(await pendingSignUp(database.query, token, now)).toEqual({
    handle: 'ada',
    email: 'ada@example.org',
  });
  expect(await confirm(token, { handle: 'ada' })).toMatchObject({ type: 'created' });
  expect(await accountByLogin(database.query, 'Ada@Example.org')).toMatchObject({ handle: 'ada' });
  expect(await confirm(token, { handle: 'ada2' })).toEqual({ type: 'dead-link' });
});

test('pre-hijacked sign-up: confirming an account that somebody else prepared needs the password they chose', async () => {
  await request('grace', 'grace@example.org', 'the attacker chose this');
  const token = (await lastLetter(database, 'grace@example.org'))?.token ?? '';
  expect(await confirm(token, { handle: 'grace', password: 'what grace would choose' })).toEqual({
    type: 'wrong-password',
  });
  expect(await accountByLogin(database.query, 'grace@example.org')).toBeNull();
});

test('user enumeration: a known address gets a letter that says so, and the answer is the same', async () => {
  const known = await makePerson(database, { email: 'known@example.org' });
  expect(await request('other', 'KNOWN@example.org')).toBe(await request('another', 'unknown@example.org'));
  expect((await lastLetter(database, known.email ?? ''))?.subject).toBe(
    'You already have an account at BugHeist',
  );
  expect(await lettersTo(database, 'KNOWN@example.org')).toEqual([]);
});

test('letter bombing: one address gets four letters, then one every half hour', async () => {
  for (let attempt = 0; attempt < 9; attempt++) await request(`bomb${attempt}`, 'bomb@example.org');
  expect(await lettersTo(database, 'bomb@example.org')).toHaveLength(4);
});

test('a handle or address taken in the meantime is said, and the link still works with another handle', async () => {
  await request('mine', 'mine@example.org');
  await makePerson(database, { handle: 'mine', email: 'thief@example.org' });
  const token = (await lastLetter(database, 'mine@example.org'))?.token ?? '';
  expect(await confirm(token, { handle: 'mine' })).toEqual({ type: 'handle-taken' });
  expect(await confirm(token, { handle: 'mine-2' })).toMatchObject({ type: 'created' });
  await request('late', 'late@example.org');
  const late = (await lastLetter(database, 'late@example.org'))?.token ?? '';
  await makePerson(database, { handle: 'faster', email: 'Late@example.org' });
  expect(await confirm(late, { handle: 'late' })).toEqual({ type: 'address-taken' });
});

test('user enumeration by time: known and unknown addresses run the same statements', async () => {
  await makePerson(database, { email: 'here@example.org' });
  const statements = async (address: string) => {
    const seen: string[] = [];
    await database.transaction(async (tx) => {
      const spied = new Proxy(tx, {
        get: (target, name, receiver) => {
          seen.push(String(name));
          return Reflect.get(target, name, receiver);
        },
      });
      await requestPasswordReset(spied, address, now);
      await requestSignUp(spied, { handle: 'somebody', email: address, password, invitation: null }, now);
    });
    return seen;
  };
  expect(await statements('here@example.org')).toEqual(await statements('gone@example.org'));
});

test('a letter is written once, however often its job runs', async () => {
  const { email } = await makePerson(database, { email: 'once@example.org' });
  await database.transaction((tx) => requestPasswordReset(tx, email ?? '', now));
  const [asked] = await database.query
    .select({ id: oneTimeLink.id })
    .from(oneTimeLink)
    .where(sql`content ? 'asked' and content->>'address' = ${email}`);
  for (let run = 0; run < 3; run++)
    await database.transaction((tx) => answerLetterRequest(tx, { baseUrl }, asked?.id ?? '', now));
  expect(await lettersTo(database, email ?? '')).toEqual(['Choose a new BugHeist password']);
});
