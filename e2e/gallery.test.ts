import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { Browser, Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { galleryPageNames } from '../packages/server/src/web/components/gallery/pages.tsx';
import { listenForComplaints, openChromium } from './chromium.ts';
import { serveGallery } from './gallery-server.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screenshots = process.env['SCREENSHOTS'];
const views = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 1280 },
  { theme: 'light', width: 390 },
  { theme: 'dark', width: 390 },
] as const;
const cases = views.flatMap((view) => galleryPageNames.map((name) => ({ ...view, name })));

let server: Server;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  ({ server, origin } = await serveGallery());
  browser = await openChromium();
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

describe.each(cases)('the page $name in $theme at $width px', ({ theme, width, name }) => {
  test('has no accessibility violation, overflows nothing and breaks no content security policy', async () => {
    const tab = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: theme });
    const complaints = listenForComplaints(tab);
    await tab.goto(`${origin}/${name}`);
    if (screenshots)
      await tab.screenshot({ path: `${screenshots}/${name}-${theme}-${width}.png`, fullPage: true });
    expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await violations(tab)).toEqual([]);
    expect(complaints).toEqual([]);
    await tab.close();
  });
});

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
