import { expect, test } from 'vitest';
import { type GuardStanding, troubles } from './well-being.ts';

const now = new Date('2026-11-24T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

const guard = (
  more: Partial<GuardStanding> = {},
  figures: Partial<GuardStanding['figures']> = {},
): GuardStanding => ({
  id: 'g',
  name: 'web-1',
  addedAt: ago(1000),
  lastSeenAt: ago(0.2),
  figures: {
    version: 1,
    run: 'r',
    sent: 0,
    started: 0,
    requests: 0,
    blocked: 0,
    alerts: 0,
    scenarios: [],
    sources: [{ name: 'access.log', behindBytes: 10 }],
    bouncers: [{ name: 'nftables', up: true }],
    topSources: [],
    unwritten: 0,
    unsent: 0,
    aheadMs: 900,
    ...figures,
  },
  ...more,
});
const typesOf = (one: GuardStanding, more = {}) =>
  troubles({ guards: [one], heldDecisions: 0, attacks: [], ...more }, now).map(({ type }) => type);

test('all is well while every guard is heard, keeps up and enforces', () => {
  expect(typesOf(guard())).toEqual([]);
});

test.each([
  ['silent', guard({ lastSeenAt: ago(3) })],
  ['never-seen', guard({ lastSeenAt: null, figures: null })],
  ['behind', guard({}, { sources: [{ name: 'access.log', behindBytes: 60_000_000 }] })],
  ['bouncer-down', guard({}, { bouncers: [{ name: 'nginx', up: false }] })],
  ['clock', guard({}, { aheadMs: -90_000 })],
  ['unwritten', guard({}, { unwritten: 2 })],
])('%s is something to look at', (type, standing) => {
  expect(typesOf(standing)).toEqual([type]);
});

test('a guard added a moment ago is not missed yet', () => {
  expect(typesOf(guard({ lastSeenAt: null, figures: null, addedAt: ago(5) }))).toEqual([]);
});

test('an attack that got through comes first, then what waits for a person', () => {
  const more = { heldDecisions: 2, attacks: [{ bug: 'ACME-7', scenario: 'x' }] };
  expect(typesOf(guard({ lastSeenAt: ago(3) }), more)).toEqual(['attacked', 'held', 'silent']);
});
