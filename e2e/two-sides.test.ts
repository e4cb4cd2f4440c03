import type { Browser, Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lastLetter, writeLetters } from '../packages/server/src/account/test/fixture.ts';
import { fileReport, makeFixtures } from '../packages/server/src/web/test/fixtures.ts';
import { makeWorld, type World } from '../packages/server/src/web/test/world.ts';
import { serveApp } from './app-server.ts';
import { hasChromium, openChromium } from './chromium.ts';
import { violations } from './inspect.ts';
import { sessionCookie } from './lived-in.ts';

/** What happens between two people who each have a page open, and between a person and their letters. */
let app: Awaited<ReturnType<typeof serveApp>>;
let browser: Browser;
let world: World;

beforeAll(async () => {
  if (!hasChromium) return;
  [app, browser] = await Promise.all([serveApp({ listens: true }), openChromium()]);
  world = await app.database.transaction(async (tx) => {
    const made = await makeWorld(tx, new Date());
    await makeFixtures(tx, made, new Date());
    return made;
  });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

/** A page that this person has open; nobody is signed in as null. */
async function open(handle: string | null, path: string): Promise<Tab> {
  const context = await browser.newContext({ baseURL: app.origin, viewport: { width: 1280, height: 900 } });
  if (handle !== null)
    await context.addCookies([await sessionCookie(app.database, world, handle, app.origin)]);
  const tab = await context.newPage();
  tab.setDefaultTimeout(30_000);
  await tab.goto(path);
  return tab;
}

const file = (title: string) =>
  app.database.transaction((tx) =>
    fileReport(tx, world, { title, reporter: 'rita', kind: 'security' }, new Date()),
  );

const button = (tab: Tab, name: string) => tab.getByRole('button', { name, exact: true });

const people = test.skipIf(!hasChromium);
const options = { timeout: 180_000 };

people(
  'an answer shows up on the reporter’s open page, and what they were typing stays',
  options,
  async () => {
    const { name, reportId } = await file('Gift cards never run out');
    const rita = await open('rita', `/reports/${reportId}`);
    await rita.locator('textarea[name=text]').fill('One more thing');
    const tom = await open('tom', `/bugs/${name}`);
    await tom.locator('#answer-text').fill('Which shop?');
    await button(tom, 'Send answer').click();
    await tom.getByText('Your answer is sent.').waitFor();
    const bar = rita.locator('.live-bar');
    await bar.getByText('1 change').waitFor();
    expect(await violations(rita)).toEqual([]);
    await bar.getByRole('link', { name: 'Show' }).click();
    await rita.getByText('Which shop?').waitFor();
    expect(await rita.locator('textarea[name=text]').inputValue()).toBe('One more thing');
  },
);

people('a template joins what was typed', options, async () => {
  const { name } = await file('The basket forgets its coupon');
  const tom = await open('tom', `/bugs/${name}`);
  await tom.locator('#answer-text').fill('Hello Rita.');
  const template = tom.locator('button[data-template]').first();
  const prepared = (await template.getAttribute('data-template')) ?? '';
  await template.click();
  expect(await tom.locator('#answer-text').inputValue()).toBe(`Hello Rita.\n\n${prepared.trim()}`);
  expect(new URL(tom.url()).pathname).toBe(`/bugs/${name}`);
});

people('whoever was slower, or signed out meanwhile, gets back what they wrote', options, async () => {
  const { name } = await file('The invoice shows another address');
  const [tom, mia] = [await open('tom', `/bugs/${name}`), await open('mia', `/bugs/${name}`)];
  await button(mia, 'Accept as a bug').click();
  await mia.getByText('Done. Whoever follows this bug hears of it.').waitFor();
  await tom.getByText('Ask, or close it otherwise').click();
  await tom.getByLabel('Step', { exact: true }).selectOption('close-informative');
  await tom.getByLabel('Reason or question').fill('Known since spring.');
  await button(tom, 'Take this step').click();
  await tom.getByText('Somebody was faster').waitFor();
  expect(await tom.getByLabel('Reason or question').inputValue()).toBe('Known since spring.');
  expect(await violations(tom)).toEqual([]);

  await tom.locator('#note-text').fill('Half an hour of thought.');
  await tom.context().clearCookies();
  await button(tom, 'Keep note').click();
  await tom.getByRole('heading', { name: 'What you wrote' }).waitFor();
  expect(await tom.getByLabel('Text').inputValue()).toBe('Half an hour of thought.');
  expect(await tom.getByRole('link', { name: 'Sign in' }).first().getAttribute('href')).toContain('/sign-in');
  expect(await violations(tom)).toEqual([]);
});

people('a bug is published once its reporter and its organization both want it', options, async () => {
  const { name, reportId } = await file('The cart counts one twice');
  const rita = await open('rita', `/reports/${reportId}`);
  await rita.getByText('Make it public').click();
  await rita.getByLabel('Everything').check();
  await button(rita, 'Ask to publish').click();
  await rita.getByText('The organization is asked').waitFor();
  expect(await violations(rita)).toEqual([]);
  const olga = await open('olga', `/bugs/${name}`);
  for (const step of ['Accept as a bug', 'Resolve']) {
    await button(olga, step).click();
    await olga.getByText('Done. Whoever follows this bug hears of it.').waitFor();
  }
  await olga.getByText('The reporter asks to publish it').waitFor();
  expect(await violations(olga)).toEqual([]);
  await button(olga, 'Decline').click();
  await olga.getByText('Say why it should stay private').first().waitFor();
  await button(olga, 'Agree and publish').click();
  await olga.getByText('Everybody can read this bug now.').waitFor();
  const visitor = await open(null, `/bugs/${name}`);
  expect(await visitor.locator('h1').innerText()).toBe('The cart counts one twice');
});

people('somebody is invited by a link, and the link works once', options, async () => {
  const olga = await open('olga', '/organizations/acme/members');
  await olga.getByLabel('For whom').fill('Sam, web team');
  await button(olga, 'Make the invitation').click();
  await olga.getByText('The invitation is ready').waitFor();
  expect(await violations(olga)).toEqual([]);
  const path = new URL(await olga.locator('.code-block code').innerText()).pathname;
  expect(await (await open(null, path)).getByText('Create an account').count()).toBe(1);
  const sam = await open('sam', path);
  expect(await violations(sam)).toEqual([]);
  await button(sam, 'Join Acme').click();
  await sam.waitForURL(/\/organizations\/acme/);
  await sam.goto('/queue');
  expect(await sam.locator('h1').innerText()).toBe('Queue');
  const late = await open('otto', path);
  expect(await late.locator('h1').innerText()).toBe('This invitation does not work any more');
});

people('a forgotten password and a new address both go by letter', options, async () => {
  const visitor = await open(null, '/password/forgotten');
  await visitor.getByLabel('E-mail address').fill('dan@people.test');
  await button(visitor, 'Send the link').click();
  await visitor.getByText('Look into your mailbox').waitFor();
  await visitor.goto(await linkIn('dan@people.test'));
  await visitor.getByLabel('Password').fill('violet tram ladder');
  await button(visitor, 'Set the new password').click();
  await visitor.getByText('Your password is changed').waitFor();
  await visitor.getByLabel('Handle or e-mail address').fill('dan');
  await visitor.getByLabel('Password').fill('violet tram ladder');
  await button(visitor, 'Sign in').click();
  await visitor.waitForURL((url) => url.pathname === '/');
  await visitor.goto('/account/address');
  await visitor.getByLabel('New e-mail address').fill('dan@elsewhere.test');
  await button(visitor, 'Send the link').click();
  await visitor.getByText('A link is on its way to the new address.').waitFor();
  await visitor.goto(await linkIn('dan@elsewhere.test'));
  await button(visitor, 'Use this address').click();
  await visitor.getByText('Your address is changed.').waitFor();
  expect((await lastLetter(app.database, 'dan@people.test'))?.text).toContain('/address/revert/');
});

/** The way out of the last letter to an address. */
async function linkIn(address: string): Promise<string> {
  await writeLetters(app.database, new Date(), app.origin);
  return (await lastLetter(app.database, address))?.href ?? '';
}
