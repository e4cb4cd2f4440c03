import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestDatabase } from '../db/test/database.ts';
import { removePasskey } from './passkey-change.ts';
import { addPasskey, personOfPasskey, registrationPrompt, signInPrompt } from './passkeys.ts';
import { passkeysOf } from './store/passkeys.ts';
import { softwareAuthenticator } from './test/authenticator.ts';
import { openAccounts } from './test/fixture.ts';
import { makePerson } from './test/person.ts';

const baseUrl = 'https://bugs.example.org';
const now = new Date('2026-11-24T10:00:00Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
let database: TestDatabase;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ database, close } = await openAccounts());
});
afterAll(() => close());

type Person = Awaited<ReturnType<typeof makePerson>>;
type Device = ReturnType<typeof softwareAuthenticator>;
const newDevice = () => softwareAuthenticator('bugs.example.org', baseUrl);
const prompt = (person: Person) =>
  database.transaction((tx) => registrationPrompt(tx, { baseUrl }, { ...person, displayName: '' }, now));
const add = (personId: string, challengeId: string, response: ReturnType<Device['register']>, when = now) =>
  database.transaction((tx) =>
    addPasskey(tx, { baseUrl }, { personId, challengeId, response, name: 'Laptop' }, when),
  );
const offer = () => database.transaction((tx) => signInPrompt(tx, { baseUrl }, now));
const signIn = (challengeId: string, response: ReturnType<Device['signIn']>, when = now) =>
  database.transaction((tx) => personOfPasskey(tx, { baseUrl }, { challengeId, response }, when));

/** A person with a passkey on a device of their own. */
async function owner() {
  const [person, device] = [await makePerson(database, {}), newDevice()];
  const { id, options } = await prompt(person);
  const outcome = await add(person.id, id, device.register(options.challenge));
  if (outcome.type !== 'added') throw new TypeError(`Expected a passkey, got ${outcome.type}.`);
  return { person, device, passkeyId: outcome.id };
}

test('a passkey made here signs its person in', async () => {
  const { person, device } = await owner();
  const { id, options } = await offer();
  expect(options).toMatchObject({
    userVerification: 'required',
    rpId: 'bugs.example.org',
    allowCredentials: [],
  });
  expect(await signIn(id, device.signIn(options.challenge))).toBe(person.id);
  expect(await passkeysOf(database.query, person.id)).toMatchObject([
    { name: 'Laptop', counter: 1, lastUsedAt: now },
  ]);
});

test('passkey replay: a challenge is answered once, in time', async () => {
  const { device } = await owner();
  const { id, options } = await offer();
  const answer = device.signIn(options.challenge);
  expect(await signIn(id, answer, after(301))).toBeNull();
  expect(await signIn(id, answer)).not.toBeNull();
  expect(await signIn(id, answer)).toBeNull();
});

test('phishing: an answer given to another site opens nothing', async () => {
  const { device } = await owner();
  const { id, options } = await offer();
  expect(
    await signIn(id, device.signIn(options.challenge, { from: 'https://bugs.example.org.evil.test' })),
  ).toBeNull();
});

test('a device that did not ask for its owner is no second factor', async () => {
  const { person, device } = await owner();
  const { id, options } = await offer();
  expect(await signIn(id, device.signIn(options.challenge, { uv: false }))).toBeNull();
  const registration = await prompt(person);
  const other = newDevice();
  expect(
    await add(person.id, registration.id, other.register(registration.options.challenge, { uv: false })),
  ).toEqual({
    type: 'refused',
  });
});

test('a cloned passkey, whose counter runs behind, is refused', async () => {
  const { device } = await owner();
  const first = await offer();
  device.setCounter(10);
  expect(await signIn(first.id, device.signIn(first.options.challenge))).not.toBeNull();
  const second = await offer();
  device.setCounter(5);
  expect(await signIn(second.id, device.signIn(second.options.challenge))).toBeNull();
});

test('passkey registration: another person’s challenge, a sign-in challenge and a known key are refused', async () => {
  const [{ device }, eve] = [await owner(), await makePerson(database, {})];
  const victims = await prompt(await makePerson(database, {}));
  expect(await add(eve.id, victims.id, newDevice().register(victims.options.challenge))).toEqual({
    type: 'refused',
  });
  const foreign = await offer();
  expect(await add(eve.id, foreign.id, newDevice().register(foreign.options.challenge))).toEqual({
    type: 'refused',
  });
  const own = await prompt(eve);
  expect(await add(eve.id, own.id, device.register(own.options.challenge))).toEqual({ type: 'known' });
});

test('passkey removal IDOR: nobody removes another person’s passkey', async () => {
  const [{ person, passkeyId }, eve] = [await owner(), await makePerson(database, {})];
  const remove = (personId: string) =>
    database.transaction((tx) => removePasskey(tx, { baseUrl }, { personId, passkeyId }, now));
  expect(await remove(eve.id)).toBe(false);
  expect(await passkeysOf(database.query, person.id)).toHaveLength(1);
  expect(await remove(person.id)).toBe(true);
  expect(await passkeysOf(database.query, person.id)).toEqual([]);
});
