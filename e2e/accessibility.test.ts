import type { Browser, BrowserContext, Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixturePath, invitationToken } from '../packages/server/src/web/test/fixtures.ts';
import { serveApp } from './app-server.ts';
import { hasChromium, listenForComplaints, openChromium } from './chromium.ts';
import { inspect } from './inspect.ts';
import { type LivedIn, liveIn, sessionCookie } from './lived-in.ts';

/** From whoever sees least to whoever sees most. */
const people = ['visitor', 'sam', 'rita', 'tom', 'olga', 'mod', 'ada'] as const;

describe.skipIf(!hasChromium).each(people)('to %s', { timeout: 240_000 }, (handle) => {
  let context: BrowserContext;
  let plain: BrowserContext;
  let tab: Tab;
  let complaints: string[];

  beforeAll(async () => {
    ({ app, browser, lived } = await opened());
    const cookies =
      handle === 'visitor' ? [] : [await sessionCookie(app.database, lived.world, handle, app.origin)];
    context = await browser.newContext({ baseURL: app.origin });
    plain = await browser.newContext({
      baseURL: app.origin,
      javaScriptEnabled: false,
      viewport: { width: 390, height: 900 },
    });
    await context.addCookies(cookies);
    await plain.addCookies(cookies);
    tab = await context.newPage();
    complaints = listenForComplaints(tab);
  });

  afterAll(async () => {
    await context?.close();
    await plain?.close();
  });

  test('every page is accessible and fits, light and dark, desk and phone, and works without script', async () => {
    const page = await plain.newPage();
    for (const path of paths()) {
      const answer = await context.request.get(path, { maxRedirects: 0 });
      if (!isPage(answer)) continue;
      if (!hasNewParts(answer.ok() ? path : `refused ${answer.status()}`, await answer.text())) continue;
      await tab.goto(path);
      await inspect(tab, `${handle} ${path}`);
      await page.goto(path);
      expect.soft(await page.locator('main h1').isVisible(), path).toBe(true);
      expect.soft(await deadButtons(page), path).toEqual([]);
    }
    // The browser logs every refusal, and their pages are looked at here too.
    expect(complaints.filter((text) => !/status of 4\d\d/.test(text))).toEqual([]);
  });
});

let app: Awaited<ReturnType<typeof serveApp>>;
let browser: Browser;
let lived: LivedIn;
let opening: Promise<{ app: typeof app; browser: Browser; lived: LivedIn }> | null = null;

/** One server and one browser for everybody. */
function opened() {
  opening ??= (async () => {
    const [served, chromium] = await Promise.all([serveApp(), openChromium()]);
    const made = await liveIn(served.database, new Date());
    await served.files.put({ id: made.fixtures.attachmentId, part: 'content' }, Buffer.from('proof'));
    return { app: served, browser: chromium, lived: made };
  })();
  return opening;
}

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

/** Every address of the product that a browser shows, and a few with more on them. */
function paths(): string[] {
  const { fixtures, world, published, long } = lived;
  const patterns = app.routes
    .filter(({ method, actor, url }) => method === 'GET' && actor !== 'bearer' && url !== '/_components')
    // Streams of events never end, and show nothing.
    .filter(({ url }) => !url.endsWith('/live'))
    .map(({ url }) => fixturePath(url, fixtures, world));
  return [
    ...new Set([
      ...patterns,
      `/bugs/${published}`,
      `/bugs/${long}`,
      `/invitations/${invitationToken}`,
      `/sign-up?invitation=${invitationToken}`,
      '/report?organization=acme',
      '/search?q=prices',
      '/search?q=nothing-like-this',
      '/organizations/nobody-here',
      '/organizations/vereinigte-donaudampfschifffahrtsgesellschaften-und-soehne',
      '/queue?state=spam&q=nothing',
    ]),
  ];
}

const isPage = (answer: { status(): number; headers(): Record<string, string> }): boolean =>
  ![301, 302, 303, 307, 308].includes(answer.status()) &&
  (answer.headers()['content-type'] ?? '').startsWith('text/html');

const partsSeen = new Map<string, Set<string>>();

/** Whether a page shows anything that was not looked at under the same address, or as the same refusal, before. */
function hasNewParts(page: string, html: string): boolean {
  const [, main = html] = html.split('<main');
  const parts = (main.match(/<[a-z0-9]+(?: [^>]*?class="[^"]*")?/g) ?? []).map((tag) =>
    tag.replace(/ .*class=/, ' '),
  );
  const seen = partsSeen.get(page) ?? new Set();
  const isNew = parts.some((part) => !seen.has(part));
  partsSeen.set(page, new Set([...seen, ...parts]));
  return isNew;
}

/** Visible buttons that belong to no form and open nothing: without script they do nothing. */
const deadButtons = (page: Tab): Promise<string[]> =>
  page.locator('main button:visible').evaluateAll((buttons) =>
    buttons
      .filter((button) => button instanceof HTMLButtonElement && !button.popoverTargetElement)
      .filter(
        (button) => (button as HTMLButtonElement).type === 'button' || !(button as HTMLButtonElement).form,
      )
      .map((button) => button.outerHTML.slice(0, 200)),
  );
