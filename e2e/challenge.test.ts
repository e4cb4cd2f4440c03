import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GuardMiddleware } from '@bugheist/guard/bouncers/middleware';
import type { Decision } from '@bugheist/guard/decisions/decision';
import { AddressRanges } from '@bugheist/guard/logs/address-range';
import { expect, test } from 'vitest';
import { hasChromium, listenForComplaints, openChromium } from './chromium.ts';

const limited: Decision = {
  ...{ id: '0199-example', scope: 'ip', value: '127.0.0.1', host: '', measure: 'limit', scenario: 'test/x' },
  ...{ reason: 'because', evidence: [], from: 0, until: Number.MAX_SAFE_INTEGER, origin: 'guard' },
  ...{ shadow: false, held: false, strike: 1 },
};

/** A site behind a middleware whose one visitor has used up what a limited address may ask for. */
async function openSite() {
  const guard = new GuardMiddleware({
    trusted: new AddressRanges(),
    now: Date.now,
    challenge: { key: 'a key of sixteen bytes or more' },
  });
  await guard.enforce([limited]);
  const server = createServer(guard.wrap((_, response) => response.end('<!doctype html><h1>Served</h1>')));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const exhaust = async () => {
    for (let n = 0; n < 25; n++) await (await fetch(url)).text();
  };
  return { url, exhaust, close: () => server.close() };
}

test.skipIf(!hasChromium)('a real browser does the work of the challenge and is let in', async () => {
  const site = await openSite();
  const browser = await openChromium();
  const tab = await browser.newPage();
  const complaints = listenForComplaints(tab);
  await site.exhaust();
  await tab.goto(site.url);
  await tab.getByRole('heading', { name: 'Served' }).waitFor();
  await site.exhaust();
  for (let n = 0; n < 30; n++) {
    await tab.reload();
    expect(await tab.textContent('h1')).toBe('Served');
  }
  expect(complaints.filter((one) => !one.includes('429'))).toEqual([]);
  await browser.close();
  site.close();
});

test.skipIf(!hasChromium)('without JavaScript the visitor waits and reloads', async () => {
  const site = await openSite();
  const browser = await openChromium();
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 390, height: 700 },
  });
  const tab = await context.newPage();
  await site.exhaust();
  await tab.goto(site.url);
  expect(await tab.textContent('h1')).toBe('One moment');
  expect(await tab.locator('noscript').textContent()).toContain('and reload');
  await tab.waitForTimeout(1500);
  await tab.reload();
  expect(await tab.textContent('h1')).toBe('Served');
  await browser.close();
  site.close();
});
