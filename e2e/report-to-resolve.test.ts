import type { Browser, BrowserContextOptions, Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asset, membership } from '../packages/server/src/db/tables/organizations.ts';
import { newId } from '../packages/server/src/id.ts';
import { makeWorld, type World } from '../packages/server/src/web/test/world.ts';
import { serveApp } from './app-server.ts';
import { hasChromium, listenForComplaints, openChromium } from './chromium.ts';
import { sessionCookie } from './lived-in.ts';

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' };
const vector = 'CVSS:4.0/AV:P/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N';
const hardwareTitle = 'A magnet opens the lock';
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGNwSevAgxhGpbEhAEo2d4k0Y82BAAAAAElFTkSuQmCC';

let app: Awaited<ReturnType<typeof serveApp>>;
let browser: Browser;
let world: World;
const complaints: string[][] = [];

/** A browser of its own for somebody; null is a visitor. What it complains about is collected for the end. */
async function sitDown(handle: string | null, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext({
    baseURL: app.origin,
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  if (handle !== null)
    await context.addCookies([await sessionCookie(app.database, world, handle, app.origin)]);
  const tab = await context.newPage();
  tab.setDefaultTimeout(30_000);
  complaints.push(listenForComplaints(tab));
  return tab;
}

describe.skipIf(!hasChromium)('from a report to its end', () => {
  let anonymous: Tab;
  let hunter: Tab;
  let triager: Tab;
  let reportPath = '';
  let phrase = '';

  beforeAll(async () => {
    [app, browser] = await Promise.all([serveApp(), openChromium()]);
    const now = new Date();
    world = await app.database.transaction(async (tx) => {
      const made = await makeWorld(tx, now);
      const acme = made.organization('acme');
      // Who runs a site may answer for an organization on it too.
      await tx
        .insert(membership)
        .values({ organizationId: acme, personId: made.person('mod'), role: 'triager', createdAt: now });
      await tx.insert(asset).values({
        id: newId(now),
        organizationId: acme,
        type: 'hardware-device',
        identifier: 'lock-9',
        name: 'Lock 9',
        createdAt: now,
      });
      return made;
    });
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  test('a visitor on a phone without script reports about a domain nobody has claimed', async () => {
    anonymous = await sitDown(null, { ...phone, javaScriptEnabled: false });
    await anonymous.goto('/');
    await anonymous.getByRole('link', { name: 'Report a bug' }).first().click();
    await anonymous.getByLabel('Web address').fill('https://shop.newcomer.example/reset?token=1');
    await anonymous
      .getByLabel('What happens?')
      .fill('I opened the link of the letter twice, and *both* worked.');
    app.pass(60);
    await anonymous.getByRole('button', { name: 'File the report' }).last().click();
    expect(await anonymous.getByRole('alert').count()).toBeGreaterThan(0);
    expect(await anonymous.getByLabel('Web address').inputValue()).toContain('shop.newcomer.example');
    expect(await anonymous.getByLabel('What happens?').inputValue()).toContain('both');
    await anonymous.locator('input[name=kind][value=security]').check();
    await anonymous.getByLabel('Title').fill('Password reset link works twice');
    await anonymous.getByRole('button', { name: 'File the report' }).last().click();
    phrase = (await anonymous.locator('.code-block code').innerText()).trim();
    expect(phrase.split(/[\s-]+/)).toHaveLength(8);
    expect(await anonymous.getByText('Nobody from newcomer.example is here yet').isVisible()).toBe(true);
  });

  test('and comes back to it in another browser with nothing but the phrase', async () => {
    anonymous = await sitDown(null, { ...phone, javaScriptEnabled: false });
    await anonymous.goto('/claim');
    await anonymous.getByLabel('Claim phrase').fill(phrase.toUpperCase());
    await anonymous.getByRole('button', { name: 'Open the report' }).click();
    expect(await anonymous.getByRole('heading', { level: 1 }).innerText()).toBe(
      'Password reset link works twice',
    );
    reportPath = new URL(anonymous.url()).pathname;
    expect(reportPath).toMatch(/^\/reports\//);
  });

  test('a hunter writes about a device, and neither reload nor a lost session loses the draft', async () => {
    hunter = await sitDown('rita');
    await hunter.goto('/report?organization=acme');
    await hunter.getByLabel('Which of their things?').selectOption({ index: 1 });
    await hunter.locator('input[name=kind][value=security]').check();
    await hunter.getByLabel('Title').fill(hardwareTitle);
    const body = hunter.getByLabel('What happens?');
    await body.fill('Any strong magnet at the left edge turns the bolt.\n\n');
    await pastePicture(hunter);
    await expect.poll(() => body.inputValue()).toMatch(/!\[.*\]\(\/attachments\//);
    await hunter.getByText('Draft saved').waitFor();
    await hunter.context().clearCookies({ name: 'session' });
    const saved = hunter.waitForResponse(
      (answer) =>
        answer.url().endsWith('/report/draft') && answer.request().method() === 'POST' && answer.ok(),
    );
    await body.press('Control+End');
    await body.pressSequentially(' I lost my session here.');
    await saved;
    await hunter.context().addCookies([await sessionCookie(app.database, world, 'rita', app.origin)]);
    await hunter.goto('/report');
    expect(await hunter.getByLabel('What happens?').inputValue()).toContain('I lost my session here.');
    expect(await hunter.getByLabel('Title').inputValue()).toBe(hardwareTitle);
  });

  test('previews it, rates it, names the weakness, and files it', async () => {
    await hunter.locator('[data-editor]').first().getByRole('button', { name: 'Preview' }).click();
    await hunter.locator('.editor-preview img').first().waitFor();
    await hunter.locator('[data-editor]').first().getByRole('button', { name: 'Write' }).click();
    await hunter.getByText('Severity and weakness').click();
    await hunter.getByText('CVSS 4.0 calculator').click();
    for (const [metric, value] of metricsOf(vector))
      await hunter.locator(`input[name="cvss-${metric}"][value="${value}"]`).check({ force: true });
    await hunter.locator('[data-vector]', { hasText: vector }).waitFor();
    await hunter.getByLabel('Weakness', { exact: true }).fill('CWE-1263');
    app.pass(60);
    await hunter.getByRole('button', { name: 'File the report' }).last().click();
    await hunter.getByRole('heading', { name: /^Filed as ACME-/ }).waitFor();
    expect(await hunter.getByText('Acme has it. Their team was told just now.').isVisible()).toBe(true);
    await hunter.getByRole('link', { name: 'Open the report' }).click();
    await hunter.locator('.prose img').first().waitFor();
    expect(await hunter.getByText('1263').first().isVisible()).toBe(true);
  });

  test('a second hunter is told of nothing private, and files the same bug', async () => {
    const second = await sitDown('sam');
    await second.goto('/report?organization=acme');
    await second.locator('input[name=kind][value=security]').check();
    await second.getByLabel('Title').fill('The lock opens when a magnet comes near');
    await second.getByLabel('What happens?').fill('I held a magnet to the lock and it opened at once.');
    app.pass(60);
    await second.getByRole('button', { name: 'File the report' }).last().click();
    await second.getByRole('heading', { name: /^Filed as ACME-/ }).waitFor();
    expect(await second.locator('main').innerText()).not.toContain(hardwareTitle);
  });

  test('a triager walks the queue by keyboard and triages', async () => {
    triager = await sitDown('mod');
    await triager.goto('/queue');
    expect(await triager.getByRole('link', { name: 'Password reset link works twice' }).count()).toBe(1);
    const rows = triager.locator('.bug-row-title');
    await triager.keyboard.press('j');
    await triager.keyboard.press('j');
    await triager.keyboard.press('k');
    await expect
      .poll(() => triager.evaluate(() => document.activeElement?.textContent))
      .toBe(await rows.first().innerText());
    while ((await triager.evaluate(() => document.activeElement?.textContent)) !== hardwareTitle)
      await triager.keyboard.press('j');
    await triager.keyboard.press('Enter');
    await triager.waitForURL(/\/bugs\/ACME-1/);
    await press(triager, 'Accept as a bug');
    expect(await triager.locator('.page-head .badge').first().innerText()).toBe('Triaged');
  });

  test('asks a question, which the reporter answers, and keeps a note the reporter never sees', async () => {
    await triager.getByText('Ask, or close it otherwise').click();
    await triager.getByLabel('Step').selectOption('ask');
    await triager.getByLabel('Reason or question').fill('How strong must the magnet be?');
    await triager.getByRole('button', { name: 'Take this step' }).click();
    await triager.locator('#note-text').fill('Marketing must not hear of this yet.');
    await triager.getByRole('button', { name: 'Keep note' }).click();
    await triager.getByText('Marketing must not hear of this yet.').waitFor();

    await hunter.reload();
    expect(await hunter.getByText('They have a question.').isVisible()).toBe(true);
    expect(await hunter.locator('main').innerText()).not.toContain('Marketing');
    await hunter.getByLabel('Your answer').fill('One from a loudspeaker is enough.');
    await hunter.getByRole('button', { name: 'Send' }).click();
    await hunter.getByText('One from a loudspeaker is enough.').waitFor();
    await triager.reload();
    expect(await triager.getByText('One from a loudspeaker is enough.').isVisible()).toBe(true);
  });

  test('changes the severity for a reason, and the metric that differs is shown', async () => {
    await triager.getByText('Change the severity').click();
    await triager.getByLabel('CVSS vector').fill(vector.replace('AC:L', 'AC:H'));
    await triager.locator('#severity-reason').fill('It takes some practice.');
    await triager.getByRole('button', { name: 'Set severity' }).click();
    const change = triager.locator('.timeline').filter({ hasText: 'It takes some practice.' });
    expect(await change.innerText()).toMatch(/Attack Complexity/i);
  });

  test('of two triagers at once, the second learns what changed and loses nothing typed', async () => {
    const rival = await sitDown('tom');
    await rival.goto(new URL(triager.url()).pathname);
    await rival.getByText('Change the severity').click();
    await rival.locator('#severity-reason').fill('A long and careful thought.');
    await triager.getByRole('button', { name: 'Take it' }).click();
    await triager.getByText('assigned it to').first().waitFor();
    await rival.getByRole('button', { name: 'Set severity' }).click();
    await rival.getByText('Somebody was faster').waitFor();
    expect(await rival.locator('.notice').innerText()).toContain('assigned it to @mod');
    expect(await rival.locator('#severity-reason').inputValue()).toBe('A long and careful thought.');
  });

  test('merges the second report, whose reporter learns number, state and first-seen date, no more', async () => {
    await triager.goto('/bugs/ACME-2');
    await triager.getByText('Ask, or close it otherwise').click();
    await triager.getByLabel('Step').selectOption('close-duplicate');
    await triager.getByLabel('Duplicate of').fill('ACME-1');
    await triager.getByRole('button', { name: 'Take this step' }).click();
    await triager.getByText('This is a duplicate of ACME-1').waitFor();
    const second = await sitDown('sam');
    await second.goto('/reports');
    await second.getByRole('link', { name: 'The lock opens when a magnet comes near' }).click();
    const said = await second.locator('main').innerText();
    expect(said).toMatch(/It is ACME-1, first seen .+2026.*\. Its state now: \w+/);
    for (const secret of [hardwareTitle, 'left edge', 'rita', 'loudspeaker'])
      expect(said).not.toContain(secret);
  });

  test('fixes it, has the reporter try the fix, resolves and publishes it', async () => {
    await triager.goto('/bugs/ACME-1');
    await press(triager, 'Accept as a bug');
    await press(triager, 'Start fixing');
    await press(triager, 'Ask for a retest');
    await hunter.reload();
    await hunter.getByLabel('What did you see?').fill('The bolt stays shut.');
    await hunter.getByRole('button', { name: 'The fix works' }).click();
    await hunter.getByText('Thank you. They were told.').waitFor();
    await triager.reload();
    await press(triager, 'Resolve');
    const publisher = await sitDown('olga');
    await publisher.goto('/bugs/ACME-1');
    await publisher.getByText('Make it public').click();
    await publisher.locator('input[name=level][value=full]').check();
    await publisher.getByRole('button', { name: 'Ask to publish' }).click();
    await publisher.getByText('The organization asks to publish it').waitFor();
    await hunter.reload();
    await hunter.getByRole('button', { name: 'Agree and publish' }).click();
    await hunter.getByText('The bug is public now.').waitFor();
    await publisher.reload();
    await publisher.getByRole('button', { name: 'Make private again' }).waitFor();
  });

  test('and the public reads it on the organization’s page, finds it, and gets it by feed', async () => {
    const reader = await sitDown(null, phone);
    await reader.goto('/organizations/acme');
    await reader.getByRole('link', { name: hardwareTitle }).click();
    const shown = await reader.locator('main').innerText();
    expect(shown).toContain('Any strong magnet');
    for (const secret of ['Marketing', 'loudspeaker', 'rita', 'sam'])
      expect(shown.toLowerCase()).not.toContain(secret.toLowerCase());
    await reader.goto('/search?q=magnet');
    expect(await reader.getByRole('link', { name: hardwareTitle }).count()).toBe(1);
    for (const feed of ['/feed.xml', '/organizations/acme/feed.xml'])
      expect(await (await reader.request.get(feed)).text()).toContain(hardwareTitle);
    expect((await reader.goto(reportPath))?.status()).toBe(404);
  });

  test('all of it without a complaint of any browser', () => {
    // The browser logs every refusal: of a lost session 403, a stranger's report 404, a form come too late 412.
    const innocent = /status of (?:403|404|412|422)/;
    expect(complaints.flat().filter((text) => !innocent.test(text))).toEqual([]);
  });
});

/** Presses a button of a bug's page and waits for the page that says it was done. */
async function press(tab: Tab, name: string): Promise<void> {
  await tab.getByRole('button', { name, exact: true }).click();
  await tab.waitForURL(/done=/);
  await tab.goto(new URL(tab.url()).pathname);
}

const metricsOf = (text: string): string[][] =>
  text
    .split('/')
    .slice(1)
    .map((pair) => pair.split(':'));

/** As if a picture had been copied from the screen. */
const pastePicture = (tab: Tab): Promise<void> =>
  tab.getByLabel('What happens?').evaluate((field, base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], 'lock.png', { type: 'image/png' }));
    const paste = new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true });
    field.dispatchEvent(paste);
  }, pixel);
