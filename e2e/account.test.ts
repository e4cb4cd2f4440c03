import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstAdministratorLink } from '../packages/server/src/account/first-administrator.ts';
import { appCode } from '../packages/server/src/account/test/app-code.ts';
import { serveApp } from './app-server.ts';
import { listenForComplaints, openChromium } from './chromium.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screenshots = process.env['SCREENSHOTS'];
const password = 'violet tram ladder';

let app: Awaited<ReturnType<typeof serveApp>>;
let browser: Browser;
let context: BrowserContext;
let tab: Tab;
let complaints: string[];

beforeAll(async () => {
  [app, browser] = await Promise.all([serveApp(), openChromium()]);
  context = await browser.newContext({ baseURL: app.origin });
  tab = await context.newPage();
  complaints = listenForComplaints(tab);
});

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

describe('a first administrator in a real browser', () => {
  test('comes in by the printed link', async () => {
    await tab.goto((await firstAdministratorLink(app.database, new Date())) ?? '');
    await look('welcome');
    await tab.getByLabel('Handle').fill('ada');
    await tab.getByLabel('Password').fill(password);
    await tab.getByRole('button', { name: 'Create the administrator' }).click();
    await tab.waitForURL((url) => url.pathname === '/');
    await tab.goto('/account/security');
    await look('security');
  });

  test('adds a passkey, signs out, and comes back with it alone', async () => {
    const devtools = await context.newCDPSession(tab);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await tab.getByLabel('Name of the passkey').fill('Laptop');
    await tab.getByRole('button', { name: 'Add a passkey' }).click();
    await tab.getByText('The passkey is added.').waitFor();
    await look('security-passkey');
    await signOut();
    await look('sign-in');
    await tab.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await tab.waitForURL((url) => url.pathname === '/');
    await tab.goto('/account/sessions');
    await look('sessions');
    expect(await tab.getByText('Chrome on Linux').count()).toBe(1);
  });

  test('sets up an authenticator app and needs its code from then on', async () => {
    await tab.goto('/account/security');
    await tab.getByRole('button', { name: 'Set up an app' }).click();
    await look('totp');
    const secret = await tab.locator('.account-qr code').innerText();
    await tab.getByLabel('Code', { exact: true }).fill(appCode(secret, new Date()));
    await tab.getByRole('button', { name: 'Turn it on' }).click();
    await look('recovery-codes');
    const download = tab.waitForEvent('download');
    await tab.getByRole('button', { name: 'Download' }).click();
    const saved = readFileSync((await (await download).path()) ?? '', 'utf8');
    const [recovery = ''] = saved.split('\n');
    expect(await tab.getByText(recovery, { exact: true }).count()).toBe(1);
    await signOut();
    await tab.getByLabel('Handle or e-mail address').fill('ada');
    await tab.getByLabel('Password').fill(password);
    await tab.getByRole('button', { name: 'Sign in', exact: true }).click();
    await look('second-factor');
    await tab.getByLabel('Code', { exact: true }).fill(recovery);
    await tab.getByRole('button', { name: 'Continue' }).click();
    await tab.waitForURL((url) => url.pathname === '/');
  });

  test.each(['profile', 'preferences', 'tokens', 'export', 'password', 'address', 'deletion'])(
    'the page %s stands the light and the dark, the desk and the phone',
    async (name) => {
      await tab.goto(`/account/${name}`);
      await look(`account-${name}`);
    },
  );

  test('makes a token and copies it', async () => {
    await tab.goto('/account/tokens');
    await tab.getByLabel('Name', { exact: true }).fill('CI');
    await tab.getByRole('button', { name: 'Make the token' }).click();
    await look('token-made');
    expect(await tab.locator('.code-block code').innerText()).toMatch(/^bh_[\w-]{43}$/);
  });

  test('did all that without a word from the content security policy', () => {
    // The icon of a page that was left at once is called off, which is nobody's fault.
    expect(complaints.filter((text) => !text.includes('/assets/favicon.'))).toEqual([]);
  });
});

test('every page of the way in works and is accessible without a session', async () => {
  await context.clearCookies();
  for (const path of [
    '/sign-in',
    '/sign-up',
    '/password/forgotten',
    '/password/reset/nothing',
    '/sign-up/confirm/nothing',
  ]) {
    await tab.goto(path);
    await look(path.slice(1).replaceAll('/', '-'));
  }
});

test('signing up and in works without JavaScript, which the passkeys say they need', async () => {
  const plain = await browser.newContext({ baseURL: app.origin, javaScriptEnabled: false });
  const page = await plain.newPage();
  await page.goto('/sign-in');
  expect(await page.getByText('Passkeys need JavaScript').isVisible()).toBe(true);
  expect(await page.getByRole('button', { name: 'Sign in with a passkey' }).isVisible()).toBe(false);
  await page.goto('/sign-up');
  await page.getByLabel('Handle').fill('newcomer');
  await page.getByLabel('E-mail address').fill('newcomer@example.org');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create the account' }).click();
  expect(await page.getByRole('heading', { name: 'Look into your mailbox' }).isVisible()).toBe(true);
  await plain.close();
});

async function signOut(): Promise<void> {
  await tab.locator('.account-menu summary').click();
  await tab.getByRole('button', { name: 'Sign out' }).click();
  await tab.getByText('You are signed out.').waitFor();
}

/** The page as it stands: accessible in both themes, nothing wider than the window, on a desk and on a phone. */
async function look(name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 390]) {
      await tab.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await tab.setViewportSize({ width, height: 900 });
      if (screenshots)
        await tab.screenshot({ path: `${screenshots}/${name}-${colorScheme}-${width}.png`, fullPage: true });
      expect(await tab.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width);
    }
    expect(await violations(), `${name} ${colorScheme}`).toEqual([]);
  }
}

interface AxeRun {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

async function violations(): Promise<string[]> {
  await tab.evaluate(axe);
  const result = await tab.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeRun> } }).axe.run(),
  );
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}
