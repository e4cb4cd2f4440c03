import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../db/test/database.ts';
import { organizationDomain } from './domain.ts';
import { findOrCreateForDomain } from './find-or-create.ts';
import { isKey, isSlug, keyChoice, keyOf, slugOf } from './slug.ts';
import { listAssets } from './store/assets.ts';

let database: TestDatabase;
const now = new Date('2026-11-24T10:00:00Z');
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const find = (host: string) => database.transaction((tx) => findOrCreateForDomain(tx, host, now));

test('hosts of one domain belong to one organization, each a website of its own', async () => {
  const first = await find('www.example.co.uk');
  const second = await find('Shop.Example.co.uk.');
  expect(first).toMatchObject({ created: true, organization: { domain: 'example.co.uk', staffedAt: null } });
  expect(second).toMatchObject({ created: false, organization: { id: first.organization.id } });
  const assets = await listAssets(database.query, first.organization.id);
  expect(assets.map((asset) => asset.identifier)).toEqual(['shop.example.co.uk', 'www.example.co.uk']);
});

test('ten first reports of one domain at once make one organization', async () => {
  const found = await Promise.all(Array.from({ length: 10 }, () => find('race.example.net')));
  expect(new Set(found.map(({ organization }) => organization.id)).size).toBe(1);
  expect(new Set(found.map(({ asset }) => asset.id)).size).toBe(1);
});

test('domains that read alike get a slug and key each', async () => {
  const hosts = ['acme.com', 'acme.net', 'acme.org', 'ac-me.com', 'a.cme.com'];
  const found = await Promise.all(hosts.map(find));
  expect(new Set(found.map(({ organization }) => organization.slug)).size).toBe(hosts.length);
  expect(new Set(found.map(({ organization }) => organization.key)).size).toBe(hosts.length);
});

test('tenants of one hoster stay apart, addresses and local names stand for themselves', () => {
  const hosts = ['a.github.io', 'b.a.github.io', '10.0.0.1', '[::1]', 'printer', 'xn--mnchen-3ya.de'];
  expect(hosts.map(organizationDomain)).toEqual([
    'a.github.io',
    'a.github.io',
    '10.0.0.1',
    '::1',
    'printer',
    'xn--mnchen-3ya.de',
  ]);
});

test('whatever the domain, slug and key are ones the database takes', () => {
  for (const domain of [
    'x',
    '::1',
    '10.0.0.1',
    '1und1.de',
    'xn--p1ai',
    'a'.repeat(63),
    '-.-',
    'ex--ample.com',
  ]) {
    expect(isSlug(slugOf(domain)), slugOf(domain)).toBe(true);
    for (const attempt of [1, 2, 999]) expect(isKey(keyChoice(keyOf(domain), attempt)), domain).toBe(true);
  }
});
