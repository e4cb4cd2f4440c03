import type { Server } from 'node:http';
import type { Browser, Page as Tab } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { listenForComplaints, openChromium } from './chromium.ts';
import { serveGallery } from './gallery-server.ts';

let server: Server;
let browser: Browser;
let origin: string;
let tab: Tab;
let complaints: string[];

beforeAll(async () => {
  ({ server, origin } = await serveGallery());
  browser = await openChromium();
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

beforeEach(async () => {
  tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  complaints = listenForComplaints(tab);
});

afterEach(async () => {
  await tab.close();
});

test('the editor marks what is selected, and undo takes it back', async () => {
  await tab.goto(`${origin}/report`);
  const field = tab.getByLabel('What happens?');
  await field.fill('twice');
  await field.selectText();
  await tab.getByRole('button', { name: 'Bold' }).click();
  expect(await field.inputValue()).toBe('**twice**');
  await tab.keyboard.press('Control+z');
  expect(await field.inputValue()).toBe('twice');
  expect(complaints).toEqual([]);
});

test('the preview shows what the server makes of the text, pictures too', async () => {
  await tab.goto(`${origin}/components`);
  await tab.getByLabel('What happens?').fill('**used**\n\n- once');
  await tab.getByRole('button', { name: 'Preview' }).click();
  await tab.locator('.editor-preview strong').waitFor();
  expect(await tab.locator('.editor-preview').textContent()).toContain('once');
  await tab.getByRole('button', { name: 'Write' }).click();
  expect(await tab.getByLabel('What happens?').isVisible()).toBe(true);
  expect(complaints).toEqual([]);
});

test('without setHTML the preview is a frame', async () => {
  await tab.addInitScript(() => {
    Reflect.deleteProperty(Element.prototype, 'setHTML');
  });
  await tab.goto(`${origin}/components`);
  await tab.getByRole('button', { name: 'Preview' }).click();
  expect(await tab.locator('.editor-preview iframe').getAttribute('title')).toBe('Preview');
});

test('a pasted picture is stored and stands in the text', async () => {
  await tab.goto(`${origin}/components`);
  const field = tab.getByLabel('What happens?');
  await field.fill('');
  await field.evaluate((element) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['x'], 'proof.png', { type: 'image/png' }));
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }),
    );
  });
  await expect.poll(() => field.inputValue()).toBe('![proof.png](/attachments/proof.png)\n');
});

test('chosen files are kept by id, can be taken away, and a refusal is told in the server’s words', async () => {
  await tab.goto(`${origin}/components`);
  const picker = tab.getByLabel('Screenshots and proofs');
  await picker.setInputFiles([
    { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('x') },
    { name: 'b.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('x') },
  ]);
  await tab.locator('input[name=attachments][value=stored-1]').waitFor({ state: 'attached' });
  await tab.getByText('Programs are not accepted.').waitFor();
  await tab.getByRole('button', { name: 'Remove a.png' }).click();
  expect(await tab.locator('input[value=stored-1]').count()).toBe(0);
});

test('the calculator keeps score, severity and vector up to date', async () => {
  await tab.goto(`${origin}/components`);
  const calculator = tab.locator('[data-cvss]');
  expect(await calculator.locator('[data-score]').textContent()).toBe('8.6');
  await calculator.locator('input[name="cvss-UI"][value="N"]').check({ force: true });
  await calculator.locator('[data-score]', { hasText: '9.3' }).waitFor();
  expect(await calculator.locator('.cvss-words').textContent()).toContain('Critical');
  expect(await calculator.locator('[data-vector]').textContent()).toContain('/UI:N/');
  expect(complaints).toEqual([]);
});

test('the counter says how much still fits', async () => {
  await tab.goto(`${origin}/report`);
  await tab.getByLabel('Title').fill('x'.repeat(190));
  expect(await tab.locator('#title-counter').textContent()).toBe('10 characters left');
});

test('the keys move through the queue and open a bug', async () => {
  await tab.goto(`${origin}/queue`);
  await tab.keyboard.press('j');
  await tab.keyboard.press('j');
  await tab.keyboard.press('x');
  expect(await tab.locator('[data-current] .bug-row-title').textContent()).toContain('Order history');
  expect(await tab.getByLabel('Select NW-47').isChecked()).toBe(true);
});

test('the account menu closes on Escape and on a click elsewhere', async () => {
  await tab.goto(`${origin}/queue`);
  const menu = tab.locator('details[data-menu]');
  const isOpen = () => menu.evaluate((element) => (element as HTMLDetailsElement).open);
  await menu.locator('summary').click();
  expect(await isOpen()).toBe(true);
  await tab.keyboard.press('Escape');
  expect(await isOpen()).toBe(false);
  await menu.locator('summary').click();
  await tab.locator('h1').click();
  expect(await isOpen()).toBe(false);
});

test('without script the account menu, the dialog and every field are there', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(`${origin}/components`);
  await plain.locator('details[data-menu] summary').click();
  expect(await plain.getByRole('button', { name: 'Sign out' }).isVisible()).toBe(true);
  await plain.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  expect(await plain.getByRole('dialog').isVisible()).toBe(true);
  expect(await plain.getByLabel('What happens?').isVisible()).toBe(true);
  await context.close();
});
