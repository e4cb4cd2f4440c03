import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page as Tab } from 'playwright-core';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAssets } from '../packages/server/src/web/assets.ts';
import { signedIn } from '../packages/server/src/web/components/gallery/fixture.ts';
import { Gallery } from '../packages/server/src/web/components/gallery.tsx';
import { Page } from '../packages/server/src/web/components/page.tsx';
import { securityHeaders } from '../packages/server/src/web/security-headers.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screenshots = process.env['SCREENSHOTS'];
const views = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 1280 },
  { theme: 'light', width: 390 },
  { theme: 'dark', width: 390 },
] as const;

let server: Server;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  const assets = openAssets();
  server = createServer((request, response) => {
    const asset = assets.find(request.url?.replace('/assets/', '') ?? '');
    for (const [name, value] of Object.entries(securityHeaders({ https: false })))
      response.setHeader(name, value);
    response.setHeader('content-type', asset?.contentType ?? 'text/html; charset=utf-8');
    response.end(asset?.identity ?? pageFor(request.url ?? '/'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

describe.each(views)('the components in $theme at $width px', ({ theme, width }) => {
  test('have no accessibility violation, overflow nothing and break no content security policy', async () => {
    const tab = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: theme });
    const complaints = listen(tab);
    await tab.goto(`${origin}/`);
    if (screenshots)
      await tab.screenshot({ path: `${screenshots}/gallery-${theme}-${width}.png`, fullPage: true });
    expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await violations(tab)).toEqual([]);
    expect(complaints).toEqual([]);
    await tab.close();
  });
});

function pageFor(_url: string): string {
  return `<!doctype html>${renderToString(
    h(Page, { chrome: signedIn, title: 'Components', children: h(Gallery, {}) }),
  )}`;
}

/** What the browser says against the page: errors and blocked resources. */
function listen(tab: Tab): string[] {
  const complaints: string[] = [];
  tab.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  tab.on('pageerror', (error) => complaints.push(error.message));
  tab.on('requestfailed', (request) => complaints.push(`not loaded: ${request.url()}`));
  return complaints;
}

interface AxeRun {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

async function violations(tab: Tab): Promise<string[]> {
  await tab.evaluate(axe);
  const result = await tab.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeRun> } }).axe.run(),
  );
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}
