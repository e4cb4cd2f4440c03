import { httpExchange } from '@bugheist/guard/sharing/http-exchange';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addGuard } from '../packages/server/src/machine/guard-token.ts';
import { system } from '../packages/server/src/permission/actor.ts';
import { serveApp } from './app-server.ts';
import { hasChromium, listenForComplaints, openChromium } from './chromium.ts';
import { inspect } from './inspect.ts';
import { type LivedIn, liveIn, sessionCookie } from './lived-in.ts';

let app: Awaited<ReturnType<typeof serveApp>>;
let browser: Browser;
let lived: LivedIn;

/** A guard of Acme on a machine of its own, speaking to the server as the library does. */
async function startGuard(name: string) {
  const organizationId = lived.world.organization('acme');
  const { token } = await app.database.transaction((tx) =>
    addGuard(tx, { organizationId, name, actor: system }, new Date()),
  );
  const exchange = httpExchange({ url: app.origin, token });
  const told = {
    ...{ version: 1 as const, run: name, started: Date.now(), requests: 0, blocked: 0, alerts: 0 },
    ...{ scenarios: [], bouncers: [{ name: 'nftables', up: true }], topSources: [], unwritten: 0, unsent: 0 },
  };
  return {
    pull: () => exchange.pull(null),
    tell: (figures: { behindBytes: number; source: string }) =>
      exchange.report({
        ...told,
        sent: Date.now(),
        sources: [{ name: '/var/log/nginx/access.log', behindBytes: figures.behindBytes }],
        topSources: [{ address: figures.source, requests: 90, alerts: 2 }],
      }),
    ban: (id: string, value: string) =>
      exchange.push({
        decisions: [
          {
            ...{ id, scope: 'ip', value, host: '', measure: 'ban', scenario: 'bugheist/http-probing' },
            ...{ reason: 'Asked for much', evidence: ['GET /.env'], from: Date.now() - 1000 },
            ...{ until: Date.now() + 3_600_000, origin: 'guard', shadow: false, held: false, strike: 1 },
          },
        ],
        endings: [],
      }),
  };
}

describe.skipIf(!hasChromium)('the live page of the guard', { timeout: 180_000 }, () => {
  beforeAll(async () => {
    [app, browser] = await Promise.all([serveApp(), openChromium()]);
    lived = await liveIn(app.database, new Date());
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const open = async (options: { javaScriptEnabled?: boolean } = {}) => {
    const context = await browser.newContext({ baseURL: app.origin, ...options });
    context.setDefaultTimeout(60_000);
    await context.addCookies([await sessionCookie(app.database, lived.world, 'olga', app.origin)]);
    const tab = await context.newPage();
    const complaints = listenForComplaints(tab);
    await tab.goto('/organizations/acme/guard');
    return { tab, complaints, context };
  };

  test('what guards tell appears by itself, and a decision that is taken back is gone everywhere', async () => {
    const guard = await startGuard('web-2');
    const [watching, acting] = [await open(), await open()];
    const { tab } = watching;

    await guard.tell({ behindBytes: 5_000_000, source: '198.51.100.44' });
    await tab.getByRole('row', { name: /web-2.*5 MB.*nftables/ }).waitFor();
    await tab.getByText('198.51.•.•').first().waitFor();
    await guard.ban('a-ban-of-web-2', '198.51.100.77');
    const row = tab.getByRole('row', { name: /198\.51\.•\.•.*Enforced.*http-probing.*web-2/ });
    await row.waitFor();
    expect(await tab.content()).not.toMatch(/198\.51\.100\.(?:44|77)/);

    await acting.tab.goto('/organizations/acme/guard/decisions/a-ban-of-web-2');
    await acting.tab.getByLabel('Why').fill('our own scanner');
    await acting.tab.getByRole('button', { name: 'Take it back' }).click();
    await acting.tab.getByText('Taken back. The guards follow within seconds.').waitFor();
    await row.waitFor({ state: 'detached' });
    const { items } = await guard.pull();
    expect(items.find(({ id }) => id === 'a-ban-of-web-2')?.ended?.why).toBe('our own scanner');

    expect([...watching.complaints, ...acting.complaints]).toEqual([]);
    await inspect(tab, 'the guard of an organization');
    await watching.context.close();
    await acting.context.close();
  });

  test('without JavaScript the page says the same, and whoever may sees the addresses', async () => {
    const guard = await startGuard('web-3');
    await guard.ban('a-ban-of-web-3', '198.51.100.78');
    const { tab, context } = await open({ javaScriptEnabled: false });
    await tab.getByRole('row', { name: /198\.51\.•\.•.*web-3/ }).waitFor();
    await tab.getByRole('button', { name: 'Show addresses' }).click();
    await tab.getByRole('link', { name: '198.51.100.78' }).waitFor();
    await tab.getByLabel('Address, range or reference').fill('a-ban-of-web-3');
    await tab.getByRole('button', { name: 'Look up' }).click();
    await tab.getByRole('heading', { name: '198.51.100.78' }).waitFor();
    await context.close();
  });
});
