import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../packages/server/src/config.ts';
import { openTestDatabase, type TestDatabase } from '../packages/server/src/db/test/database.ts';
import { openLocalFiles } from '../packages/server/src/files/file-store.ts';
import { prepareJobs } from '../packages/server/src/jobs/runner.ts';
import { type App, composeApp } from '../packages/server/src/main.ts';
import { quietLog } from '../packages/server/src/observe/log.ts';
import { listenForComplaints, openChromium } from './chromium.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** A PNG of one red pixel. */
const redDot =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
const screenshots = process.env['SCREENSHOTS'];

let browser: Browser;
let database: TestDatabase;
let app: App;
let origin: string;
let directory: string;
let stopJobs: () => Promise<void>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bugheist-e2e-'));
  database = await openTestDatabase();
  const config = readConfig({ SECRET_KEY: 'a-secret-of-these-tests-with-enough-characters' });
  const files = await openLocalFiles(join(directory, 'files'));
  app = await composeApp({ config, database, log: quietLog, now: () => new Date(), files });
  const jobs = await prepareJobs(database, app.jobs);
  stopJobs = () => jobs.stop();
  origin = (await app.server.listen({ port: 0, host: '127.0.0.1' })).replace('127.0.0.1', 'localhost');
  browser = await openChromium();
});
afterAll(async () => {
  await browser?.close();
  await app?.server.close();
  await stopJobs?.();
  await database?.[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true });
});

async function open(options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const tab = await context.newPage();
  tab.setDefaultTimeout(30_000);
  const complaints = listenForComplaints(tab);
  await tab.goto(`${origin}/report`);
  return { tab, complaints, context };
}

async function fillIn(tab: Page, title: string) {
  await tab.getByLabel('Web address').first().fill('https://shop.newcomer.example/cart');
  await tab.locator('input[name=kind][value=functionality]').check();
  await tab.getByLabel('Title').fill(title);
  await tab.getByLabel('What happens?').fill(`I pressed **Pay** and nothing came of it: ${title}`);
}

const violations = async (tab: Page): Promise<string[]> => {
  await tab.evaluate(axe);
  return tab.evaluate(async () => {
    const run = (
      globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe;
    const result = await run.run();
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
};

async function inspect(tab: Page, name: string, width: number) {
  if (screenshots) await tab.screenshot({ path: `${screenshots}/report-${name}.png`, fullPage: true });
  expect(await violations(tab), name).toEqual([]);
  expect(await tab.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width);
}

test('with script: the draft saves itself, a picture uploads, the report is filed and opened', async () => {
  const { tab, complaints } = await open();
  await fillIn(tab, 'Paying does nothing at all');
  await tab.getByText('Draft saved').waitFor();
  const shot = join(directory, 'shot.png');
  await writeFile(shot, Buffer.from(redDot, 'base64'));
  await tab.getByText('Screenshots and files').click();
  await tab.locator('input[type=file][name=files]').setInputFiles(shot);
  await tab.getByText('shot.png').waitFor();
  await tab.locator('input[name=attachments]').waitFor({ state: 'attached' });
  await inspect(tab, 'form', 1280);
  await tab.reload();
  expect(await tab.getByLabel('Title').inputValue()).toBe('Paying does nothing at all');
  await tab.getByRole('button', { name: 'File the report' }).last().click();
  // Filled in by a machine, within seconds: the browser is given a puzzle, whose length is chance.
  await tab.getByText('Your key to this report').waitFor({ timeout: 90_000 });
  await inspect(tab, 'filed', 1280);
  await tab.getByRole('link', { name: 'Open the report' }).click();
  await tab.locator('.report-files img').first().waitFor();
  await tab.getByText('shot.png').waitFor();
  await inspect(tab, 'page', 1280);
  expect(complaints).toEqual([]);
});

test('without script, on a phone, in the dark: the whole way, with a file and a preview', async () => {
  const { tab, complaints } = await open({
    javaScriptEnabled: false,
    viewport: { width: 390, height: 800 },
    colorScheme: 'dark',
  });
  await fillIn(tab, 'The menu covers the page');
  await tab.getByText('Screenshots and files').click();
  const log = join(directory, 'console.log');
  await writeFile(log, 'TypeError: x is undefined');
  await tab.locator('input[type=file][name=files]').setInputFiles(log);
  await tab.getByRole('button', { name: 'Preview' }).click();
  await tab.getByText('This is how it will look').waitFor();
  expect(await tab.locator('.prose strong').first().textContent()).toBe('Pay');
  expect(await tab.getByText('console.log').count()).toBeGreaterThan(0);
  await tab.getByRole('button', { name: 'File the report' }).last().click();
  await tab.getByText('Your key to this report').waitFor();
  const phrase = tab.locator('.code-block pre');
  expect(await phrase.evaluate((block) => block.scrollWidth - block.clientWidth), 'words out of sight').toBe(
    0,
  );
  await tab.getByRole('link', { name: 'Open the report' }).click();
  await tab.getByText('console.log').waitFor();
  expect(complaints).toEqual([]);
});

test.each([
  { colorScheme: 'light', width: 390 },
  { colorScheme: 'dark', width: 1280 },
] as const)(
  'the form has no accessibility violation in $colorScheme at $width px',
  async ({ colorScheme, width }) => {
    const { tab, complaints } = await open({ colorScheme, viewport: { width, height: 900 } });
    for (const summary of await tab.locator('summary').all())
      if (await summary.isVisible()) await summary.click();
    await inspect(tab, `form-${colorScheme}-${width}`, width);
    await tab.goto(`${origin}/claim`);
    await inspect(tab, `claim-${colorScheme}-${width}`, width);
    expect(complaints).toEqual([]);
  },
);
