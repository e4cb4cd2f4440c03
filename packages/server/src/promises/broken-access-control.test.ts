import { afterAll, beforeAll, expect, test } from 'vitest';
import { scopes } from '../permission/actor.ts';
import type { Action } from '../permission/can.ts';
import type { AnyRoute } from '../web/route.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import type { Browser } from '../web/test/browser.ts';
import { type Fixtures, fixturePath, makeFixtures } from '../web/test/fixtures.ts';
import { openApiToken } from '../web/test/world.ts';

/**
 * Who gets through to each permission, on a private security bug of Acme that Rita reported. Written by hand, not
 * computed: this is the promise `can` must keep.
 */
const everybody = ['anonymous', 'sam', 'rita', 'otto', 'olga', 'mia', 'tom', 'dan', 'vic', 'mod', 'ada'];
const people = everybody.filter((name) => name !== 'anonymous');
const members = ['olga', 'mia', 'tom', 'dan', 'vic'];
const allowed: Record<Action | 'anyone', readonly string[]> = {
  anyone: everybody,
  'instance.read': everybody,
  'report.create': everybody,
  'organization.read': everybody,
  'account.use': people,
  'person.read': everybody,
  'instance.moderate': ['mod', 'ada'],
  'instance.administer': ['ada'],
  'organization.queue': members,
  'organization.manage': ['olga', 'mia', 'ada'],
  'organization.staff': ['olga', 'ada'],
  // A guard's token only; what it reaches is another promise.
  'guard.exchange': [],
  'guard.watch': ['olga', 'mia', 'ada'],
  'bug.read': ['rita', ...members],
  'bug.follow': ['rita', ...members],
  'bug.read-internal': members,
  'bug.note': ['olga', 'mia', 'tom', 'dan'],
  'bug.triage': ['olga', 'mia', 'tom'],
  'bug.fix': ['olga', 'mia', 'tom', 'dan'],
  'bug.publish': ['olga', 'mia'],
  'bug.moderate': [],
  'report.read': ['rita', ...members],
  'report.comment': ['rita', 'olga', 'mia', 'tom', 'dan'],
  'report.edit': ['rita'],
  'report.adopt': [],
  'report.publish': ['rita'],
  'report.appeal': ['rita'],
};

/** Where a permission is asked of whoever asks, about themselves. */
const aboutOneself: Record<string, readonly string[]> = {
  'GET /api/v1/me': people,
  'GET /api/v1/reports': people,
  'GET /api/v1/views': people,
  'GET /api/v1/notifications': people,
  'GET /api/v1/notifications/mail': people,
};

/** Who may even know that the bug and its report exist. */
const knows = new Set(['rita', ...members]);

let app: TestApp;
let fixtures: Fixtures;
const browsers = new Map<string, Browser>();
const tokens = new Map<string, string>();

beforeAll(async () => {
  app = await openTestApp({}, { rollBack: true });
  fixtures = await app.database.transaction((tx) => makeFixtures(tx, app.world, new Date()));
  await app.files.put({ id: fixtures.attachmentId, part: 'content' }, Buffer.from('proof'));
  for (const name of everybody) {
    browsers.set(name, name === 'anonymous' ? app.visitor() : await app.as(name));
    if (name !== 'anonymous')
      tokens.set(
        name,
        await app.database.transaction((tx) => openApiToken(tx, app.world.person(name), scopes, new Date())),
      );
  }
});
afterAll(() => app.close());

/** Asks a route as somebody, with a body that its parser will not take where it takes any. */
async function ask(route: AnyRoute, name: string): Promise<number> {
  const url = fixturePath(route.url, fixtures, app.world);
  if (route.actor !== 'cookie') return askWithToken(route, url, tokens.get(name));
  // A copy: signing out, on the way, must not sign anybody out.
  const browser = (browsers.get(name) ?? app.visitor()).copy();
  if (route.method === 'GET') return (await browser.get(url)).status;
  if (route.body?.type === 'multipart') return (await browser.postFiles(url, {}, [])).status;
  if (route.body?.type === 'json') {
    const headers = {
      'content-type': 'application/json',
      'x-form-token': browser.formToken(),
      'sec-fetch-site': 'same-origin',
    };
    return (await browser.send({ method: route.method, url, headers, payload: '{}' })).status;
  }
  return (await browser.post(url)).status;
}

async function askWithToken(route: AnyRoute, url: string, token: string | undefined): Promise<number> {
  const [contentType, payload] =
    route.body?.type === 'multipart'
      ? ['multipart/form-data; boundary=x', '--x--\r\n']
      : ['application/json', '{}'];
  const response = await app.server.inject({
    method: route.method,
    url,
    headers: {
      host: 'localhost:8000',
      ...(token && route.actor === 'bearer' ? { authorization: `Bearer ${token}` } : {}),
      ...(route.method === 'GET' ? {} : { 'content-type': contentType, 'if-match': '*' }),
    },
    ...(route.method === 'GET' ? {} : { payload }),
  });
  return response.statusCode;
}

const refusedWith = (route: AnyRoute, name: string): readonly number[] => {
  const aboutBug = /^(bug|report)\.(?!create)/.test(route.permission);
  if (aboutBug && !knows.has(name)) return [404];
  if (name === 'anonymous') return route.actor === 'cookie' ? [303, 401, 404] : [401, 404];
  return [403, 404];
};

test('every route refuses exactly those its permission refuses, and hides what they may not know', async () => {
  const surprises: string[] = [];
  for (const route of app.routes) {
    for (const name of everybody) {
      const status = await ask(route, name);
      const what = `${route.method} ${route.url} (${route.permission}) as ${name}: ${status}`;
      const through =
        aboutOneself[`${route.method} ${route.url}`] ?? allowed[route.permission as Action | 'anyone'];
      const mayPass = through.includes(name);
      if (status >= 500 && route.url !== '/readyz') surprises.push(`${what}, broke`);
      if (mayPass && [401, 403].includes(status)) surprises.push(`${what}, should pass`);
      if (!mayPass && !refusedWith(route, name).includes(status))
        surprises.push(`${what}, should be refused`);
    }
  }
  expect(surprises).toEqual([]);
}, 600_000);

test('the table above names every action', () => {
  for (const route of app.routes) expect(Object.keys(allowed)).toContain(route.permission);
});
