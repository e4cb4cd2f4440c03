import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Decision } from '../decisions/decision.ts';
import { DecisionJournal } from '../decisions/journal.ts';
import { nobodySpared, noon, ranges, temporary } from '../test/desk.ts';
import type { Exchange, Heartbeat, SharedDecision } from './exchange.ts';
import { Sharing, type SharingOptions } from './sharing.ts';

const heartbeat: Heartbeat = {
  version: 1,
  run: 'r',
  sent: 0,
  started: 0,
  requests: 0,
  blocked: 0,
  alerts: 0,
  scenarios: [],
  sources: [],
  bouncers: [],
  topSources: [],
  unwritten: 0,
  unsent: 0,
};

const theirs = (more: Partial<SharedDecision> = {}): SharedDecision => ({
  id: 'theirs',
  scope: 'ip',
  value: '203.0.113.9',
  host: '',
  measure: 'ban',
  scenario: 'bugheist/http-probing',
  reason: 'probing',
  from: noon - 1000,
  until: noon + 3_600_000,
  by: 'web-2',
  shadow: false,
  held: false,
  strike: 1,
  confirmedBy: null,
  ended: null,
  ...more,
});

const ours = (more: Partial<Decision> = {}): Decision => ({
  ...theirs({ id: 'ours', value: '203.0.113.77' }),
  evidence: [],
  origin: 'guard',
  ...more,
});

/** A server in memory, at the network's edge: it answers what it is given and keeps what it is sent. */
function start(
  given: { items?: SharedDecision[]; serverAheadMs?: number; never?: SharingOptions['never'] } = {},
) {
  let clock = noon;
  const server = {
    away: false,
    asked: 0,
    pushed: [] as Decision[],
    endings: [] as string[],
    items: given.items ?? [],
  };
  const serverNow = () => clock + (given.serverAheadMs ?? 0);
  const answer = async <T>(value: () => T): Promise<T> => {
    server.asked++;
    if (server.away) throw new Error('connect ECONNREFUSED');
    return value();
  };
  const exchange: Exchange = {
    name: 'https://bugs.test',
    push: (sent) =>
      answer(() => {
        server.pushed.push(...sent.decisions);
        server.endings.push(...sent.endings.map(({ id }) => id));
        return { refused: [], now: serverNow() };
      }),
    pull: (cursor) =>
      answer(() => {
        const items = server.items.slice(Number(cursor ?? 0));
        return { items, next: String(server.items.length), more: false, now: serverNow() };
      }),
    report: () => answer(() => ({ now: serverNow() })),
  };
  const path = join(temporary(), 'decisions.log');
  const journal = new DecisionJournal(path);
  const logged: string[] = [];
  const sharing = new Sharing({
    exchange,
    journal,
    never: given.never ?? nobodySpared,
    heartbeat: () => heartbeat,
    now: () => clock,
    log: (line) => logged.push(line),
    memoryMs: 30 * 86_400_000,
    random: () => 0,
  });
  const round = async (afterMs = 60_000) => {
    clock += afterMs;
    sharing.beat();
    await sharing.settled();
  };
  return { sharing, journal, path, server, logged, round, now: () => clock };
}

test('what another guard decided is written down and survives a restart, with how far it was read', async () => {
  const { journal, path, round, now } = start({ items: [theirs()] });
  await round();
  expect(journal.inForce(now())).toMatchObject([
    { id: 'theirs', origin: 'shared', reason: 'probing (decided by web-2)' },
  ]);
  const again = new DecisionJournal(path);
  expect(again.find('theirs')).not.toBeNull();
  expect(again.cursor).toBe('1');
});

test('ours is pushed once, again when it is confirmed, and its end too; theirs never comes back to them', async () => {
  const { journal, server, round } = start({ items: [theirs()] });
  journal.add(ours({ held: true }));
  await round();
  await round();
  journal.confirm('ours', noon, 'op');
  await round();
  journal.end({ id: 'ours', at: noon, by: 'op', why: 'a customer' });
  await round();
  await round();
  expect(server.pushed.map(({ id, held }) => [id, held])).toEqual([
    ['ours', true],
    ['ours', false],
  ]);
  expect(server.endings).toEqual(['ours']);
});

test('a decision taken back or confirmed on the server is so here', async () => {
  const { journal, server, round, now } = start({ items: [theirs()] });
  journal.add(ours({ held: true }));
  await round();
  const ended = { at: noon, by: 'mia', why: 'a customer' };
  server.items.push(theirs({ ended }), theirs({ id: 'ours', held: false, confirmedBy: 'mia' }));
  await round();
  expect(journal.inForce(now()).map(({ id }) => id)).toEqual(['ours']);
  expect(journal.endingOf('theirs')).toMatchObject({ by: 'mia', why: 'a customer' });
});

test('attack: a ban of somebody on our own allow-list, of a range around it, or of private addresses is not enforced', async () => {
  const never = { ...nobodySpared, allowed: ranges('198.51.100.0/24'), trustedProxies: ranges('192.0.2.1') };
  const { sharing, journal, logged, round } = start({
    never,
    items: [
      theirs({ id: 'allowed', value: '198.51.100.7' }),
      theirs({ id: 'around', scope: 'range', value: '198.51.0.0/16' }),
      theirs({ id: 'within', scope: 'range', value: '198.51.100.128/25' }),
      theirs({ id: 'proxy', value: '192.0.2.1' }),
      theirs({ id: 'private', value: '10.0.0.7' }),
      theirs({ id: 'nothing', value: 'not an address' }),
      theirs({ id: 'attacker' }),
    ],
  });
  await round();
  const enforced = journal.all().filter((one) => !sharing.isSpared(one));
  expect(enforced.map(({ id }) => id)).toEqual(['attacker']);
  expect(logged.filter((line) => line.startsWith('not enforced here'))).toHaveLength(6);
});

test('while the server is away the guard goes on, asks ever less often, says so once, and catches up', async () => {
  const { sharing, journal, server, logged, round } = start();
  server.away = true;
  journal.add(ours());
  for (let second = 0; second < 600; second++) await round(1000);
  expect(server.asked).toBeLessThan(15);
  expect(sharing.isUp).toBe(false);
  server.away = false;
  await round(120_000);
  expect(server.pushed.map(({ id }) => id)).toEqual(['ours']);
  expect(logged).toEqual([
    'decisions are not shared for now: Error: connect ECONNREFUSED',
    'https://bugs.test is back: decisions are shared again',
  ]);
});

test('clocks an hour apart: a ban lasts as long here as it does there', async () => {
  const hour = 3_600_000;
  const { journal, server, round, now } = start({
    serverAheadMs: hour,
    items: [theirs({ from: noon + hour, until: noon + hour + 1_800_000 })],
  });
  journal.add(ours());
  await round();
  expect(journal.inForce(now()).map(({ id, until }) => [id, until])).toContainEqual([
    'theirs',
    noon + 1_800_000,
  ]);
  expect(server.pushed[0]?.until).toBe(noon + hour + 3_600_000);
});

test('a flood of others’ decisions leaves our own limit of new bans a minute alone', () => {
  const { journal } = start();
  journal.add(ours({ from: noon }));
  journal.share({
    decisions: Array.from({ length: 50 }, (_, n) => ({
      ...ours({ id: `s${n}`, from: 0 }),
      origin: 'shared' as const,
    })),
    confirmed: [],
    endings: [],
    cursor: 'c',
    at: noon,
  });
  expect(journal.decidedSince(noon - 60_000).map(({ id }) => id)).toEqual(['ours']);
});
