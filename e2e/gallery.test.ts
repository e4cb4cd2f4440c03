import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page as Tab } from 'playwright-core';
import { h, type VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAssets } from '../packages/server/src/web/assets.ts';
import { signedIn, signedOut } from '../packages/server/src/web/components/gallery/fixture.ts';
import { SampleBug } from '../packages/server/src/web/components/gallery/sample-bug.tsx';
import { SampleQueue } from '../packages/server/src/web/components/gallery/sample-queue.tsx';
import { SampleReport } from '../packages/server/src/web/components/gallery/sample-report.tsx';
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

const pages: Record<string, VNode> = {
  components: h(Page, { chrome: signedIn, title: 'Components', children: h(Gallery, {}) }),
  queue: h(Page, { chrome: signedIn, title: 'Queue', width: 'wide', children: h(SampleQueue, {}) }),
  bug: h(Page, { chrome: signedIn, title: 'Password reset link works twice', children: h(SampleBug, {}) }),
  report: h(Page, {
    chrome: signedOut,
    title: 'Report a bug',
    width: 'narrow',
    children: h(SampleReport, {}),
  }),
};

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

const cases = views.flatMap((view) => Object.keys(pages).map((name) => ({ ...view, name })));

describe.each(cases)('the page $name in $theme at $width px', ({ theme, width, name }) => {
  test('has no accessibility violation, overflows nothing and breaks no content security policy', async () => {
    const tab = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: theme });
    const complaints = listen(tab);
    await tab.goto(`${origin}/${name}`);
    if (screenshots)
      await tab.screenshot({ path: `${screenshots}/${name}-${theme}-${width}.png`, fullPage: true });
    expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await violations(tab)).toEqual([]);
    expect(complaints).toEqual([]);
    await tab.close();
  });
});

function pageFor(url: string): string {
  const page = pages[url.slice(1)] ?? pages['components'];
  return `<!doctype html>${renderToString(page ?? null)}`;
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
