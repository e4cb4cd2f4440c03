import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileSighting } from '../packages/server/src/queue/file-sighting.ts';
import { reportInWorld } from '../packages/server/src/queue/test/fixtures.ts';
import { makeWorld, openSession, type World } from '../packages/server/src/web/test/world.ts';
import { serveApp } from './app-server.ts';
import { listenForComplaints, openChromium } from './chromium.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screenshots = process.env['SCREENSHOTS'];

let served: Awaited<ReturnType<typeof serveApp>>;
let browser: Browser;
let world: World;
beforeAll(async () => {
  served = await serveApp();
  browser = await openChromium();
  world = await served.database.transaction((tx) => makeWorld(tx, new Date()));
  const titles = ['Checkout totals are wrong', 'Reset link works twice', 'Menu covers the button'];
  for (const [at, title] of titles.entries()) {
    const severity = (['medium', 'critical', null] as const)[at] ?? null;
    const rating = severity && { severity, cvssVector: null, cvssScore: null };
    const report = reportInWorld(world, {
      title,
      rating,
      httpExchange: at === 1 ? 'GET /reset HTTP/1.1' : '',
    });
    await served.database.transaction((tx) => fileSighting(tx, report, new Date()));
  }
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
});

async function open(handle: string, path: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const session = await served.database.transaction((tx) =>
    openSession(tx, world.person(handle), new Date()),
  );
  await context.addCookies([{ name: 'session', value: session.token, url: served.origin }]);
  const tab = await context.newPage();
  tab.setDefaultTimeout(30_000);
  const complaints = listenForComplaints(tab);
  await tab.goto(`${served.origin}${path}`);
  return { tab, complaints, context };
}

async function violations(tab: Page): Promise<string[]> {
  await tab.evaluate(axe);
  return tab.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const result = await tool.run();
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

const pages = [
  ['queue', '/queue'],
  ['bug', '/bugs/ACME-2'],
  ['settings', '/organizations/acme/settings'],
  ['members', '/organizations/acme/members'],
  ['assets', '/organizations/acme/assets'],
  ['templates', '/organizations/acme/templates'],
] as const;

for (const [name, path] of pages)
  test(`${name}: nothing axe minds in either theme, wide and on a phone`, async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1280, 390]) {
        const viewport = { width, height: 900 };
        const { tab, complaints, context } = await open('olga', path, { colorScheme, viewport });
        for (const summary of await tab.locator('main details:not([open]) > summary').all())
          if (await summary.isVisible()) await summary.click();
        expect(await violations(tab)).toEqual([]);
        expect(complaints).toEqual([]);
        expect(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
        if (screenshots)
          await tab.screenshot({
            path: join(screenshots, `${name}-${colorScheme}-${width}.png`),
            fullPage: true,
          });
        await context.close();
      }
  });

test('the queue is walked by keyboard: j, x, a, Enter, slash and the question mark', async () => {
  const { tab, context } = await open('tom', '/queue');
  await tab.keyboard.press('j');
  await tab.keyboard.press('j');
  await tab.keyboard.press('x');
  expect(await tab.locator('input[name=bug]:checked').inputValue()).toBe('ACME-1');
  await tab.keyboard.press('?');
  expect(await tab.locator('#keyboard-help').isVisible()).toBe(true);
  await tab.keyboard.press('Escape');
  await tab.keyboard.press('a');
  expect(await tab.locator('#bulk-assignee').evaluate((select) => select === document.activeElement)).toBe(
    true,
  );
  await tab.getByRole('button', { name: 'Assign' }).click();
  await tab.getByText('Assigned.').waitFor();
  await tab.keyboard.press('/');
  await tab.keyboard.type('reset');
  await tab.keyboard.press('Enter');
  await tab.waitForURL(/q=reset/);
  await tab.keyboard.press('j');
  await tab.keyboard.press('Enter');
  await tab.waitForURL(/\/bugs\/ACME-2/);
  await context.close();
});

test('without JavaScript a triager filters, rates, asks and keeps a note', async () => {
  const { tab, context } = await open('tom', '/queue', { javaScriptEnabled: false });
  await tab.locator('#severity').selectOption('critical');
  await tab.getByRole('button', { name: 'Apply' }).click();
  await tab.getByRole('link', { name: 'Reset link works twice' }).click();
  await tab.getByText('Change the severity').click();
  await tab.getByLabel('Or plainly').selectOption('high');
  await tab.locator('#severity-reason').fill('Only with the mailbox.');
  await tab.getByRole('button', { name: 'Set severity' }).click();
  await tab.getByText('from Critical to High').waitFor();
  await tab.getByText('Ask, or close it otherwise').click();
  await tab.getByLabel('Step', { exact: true }).selectOption('ask');
  await tab.getByLabel('Reason or question').fill('Which browser?');
  await tab.getByRole('button', { name: 'Take this step' }).click();
  await tab.getByText('Which browser?').waitFor();
  await tab.locator('#note-text').fill('Looks real.');
  await tab.getByRole('button', { name: 'Keep note' }).click();
  await tab.getByText('Looks real.').waitFor();
  await context.close();
});
