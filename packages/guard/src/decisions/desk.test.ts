import { expect, test } from 'vitest';
import { formats } from '../logs/formats.ts';
import { httpProbing } from '../scenarios/pack/http-probing.ts';
import { atCrowdsec } from '../test/crowdsec-cases.ts';
import { names, noon, openDesk, probing, ranges } from '../test/desk.ts';
import { isInForce } from './decision.ts';

const attacker = '203.0.113.9';
const probe = (client = attacker, host = '') => probing([httpProbing], client, host);

test('an alert becomes a ban of the client on the host it attacked, with its lines', async () => {
  const { desk, journal } = openDesk();
  const verdict = await desk.decide(probe(attacker, 'shop.example'), noon);
  expect(verdict).toMatchObject({
    kind: 'decision',
    decision: {
      scope: 'ip',
      value: attacker,
      host: 'shop.example',
      measure: 'ban',
      shadow: false,
      strike: 1,
    },
  });
  expect(journal.inForce(noon + 1)).toHaveLength(1);
  expect(journal.inForce(noon + 5 * 3_600_000)).toHaveLength(0);
  expect(journal.inForce(noon + 1)[0]?.evidence).toHaveLength(14);
});

test('whoever comes back is banned longer', async () => {
  const { desk, journal } = openDesk();
  const lengths: number[] = [];
  for (let day = 0; day < 4; day++) {
    const at = noon + day * 3 * 86_400_000;
    const verdict = await desk.decide(probe(), at);
    if (verdict.kind === 'decision')
      lengths.push((verdict.decision.until - verdict.decision.from) / 3_600_000);
  }
  expect(lengths).toEqual([4, 16, 64, 256]);
  expect(journal.about(attacker)).toHaveLength(4);
});

test.each([
  ['a private address', '192.168.1.5', {}],
  ['the allow-list', attacker, { allowed: ranges('203.0.113.0/24') }],
  ['a trusted proxy', attacker, { trustedProxies: ranges(attacker) }],
  ['the operator’s present address', attacker, { present: new Set([attacker]) }],
])('never banned: %s', async (_, client, never) => {
  const { desk, journal } = openDesk({ never });
  expect(await desk.decide(probe(client), noon)).toMatchObject({ kind: 'none' });
  expect(journal.live(noon)).toEqual([]);
});

test('a verified crawler is spared, one that only says so is not', async () => {
  const google = names({ [attacker]: ['crawl-9.googlebot.com'] }, { 'crawl-9.googlebot.com': [attacker] });
  expect(await openDesk({ names: google }).desk.decide(probe(), noon)).toMatchObject({ kind: 'none' });
  const liar = names({ [attacker]: ['crawl-9.googlebot.com'] }, { 'crawl-9.googlebot.com': ['192.0.2.1'] });
  expect(await openDesk({ names: liar }).desk.decide(probe(), noon)).toMatchObject({ kind: 'decision' });
  const rented = names(
    { [attacker]: ['9.bc.googleusercontent.com'] },
    { '9.bc.googleusercontent.com': [attacker] },
  );
  expect(await openDesk({ names: rented }).desk.decide(probe(), noon)).toMatchObject({ kind: 'decision' });
});

test('an address many people share is limited, not banned', async () => {
  const { desk } = openDesk();
  for (const user of ['ann', 'bob', 'cyn']) {
    const line = `${attacker} - ${user} [10/Oct/2025:11:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "Mozilla"`;
    const event = formats['nginx']?.(line, atCrowdsec);
    if (event) desk.note(event);
  }
  expect(await desk.decide(probe(), noon)).toMatchObject({ decision: { measure: 'limit' } });
});

test('whoever logs in through ssh is not banned, unless the password was being guessed', async () => {
  const line = (message: string) =>
    `2025-10-10T11:00:00Z h sshd[1]: ${message} for ann from ${attacker} port 1 ssh2`;
  const { desk } = openDesk();
  const accepted = formats['sshd']?.(line('Accepted publickey'), atCrowdsec);
  if (accepted) desk.note(accepted);
  expect(await desk.decide(probe(), noon)).toMatchObject({ kind: 'none' });
  const guessed = openDesk().desk;
  for (const message of ['Failed password', 'Accepted password']) {
    const event = formats['sshd']?.(line(message), atCrowdsec);
    if (event) guessed.note(event);
  }
  expect(await guessed.decide(probe(), noon)).toMatchObject({ kind: 'decision' });
});

test('in the first day everything is written down and nothing enforced', async () => {
  const { desk, journal } = openDesk({ policy: { shadowUntil: noon + 86_400_000 } });
  expect(await desk.decide(probe(), noon)).toMatchObject({ decision: { shadow: true } });
  expect(journal.live(noon + 1)).toHaveLength(1);
  expect(journal.inForce(noon + 1)).toEqual([]);
});

test('past the limit of bans in a minute a person is asked', async () => {
  const { desk, journal } = openDesk({ policy: { bansPerMinute: 2 } });
  for (const last of [1, 2, 3]) await desk.decide(probe(`203.0.113.${last}`), noon);
  const held = journal.live(noon + 1).filter((decision) => decision.held);
  expect(held.map(({ value }) => value)).toEqual(['203.0.113.3']);
  expect(journal.inForce(noon + 1)).toHaveLength(2);
  journal.confirm(held[0]?.id ?? '', noon + 5, 'ann');
  expect(journal.live(noon + 6).filter((decision) => isInForce(decision, noon + 6))).toHaveLength(3);
});

test('attack: a thousand attackers in a minute are not a thousand writes to disk', async () => {
  const { desk, journal } = openDesk({ policy: { bansPerMinute: 5 } });
  const alert = probe();
  for (let n = 0; n < 300; n++) {
    const ip = `198.51.${n >> 8}.${n & 255}`;
    await desk.decide({ ...alert, events: alert.events.map((event) => ({ ...event, ip })) }, noon + n);
  }
  expect(journal.all()).toHaveLength(100);
  expect(journal.inForce(noon + 400)).toHaveLength(5);
});

test('attack: control bytes in a request don’t reach the operator’s terminal', async () => {
  const { journal, desk } = openDesk();
  const alert = probe();
  const evil = {
    ...alert,
    events: alert.events.map((event) => ({ ...event, line: `${event.line}\x1b[2J\u202e` })),
  };
  await desk.decide(evil, noon);
  const [line = ''] = journal.live(noon)[0]?.evidence ?? [];
  expect(line).toContain('\\u{1b}[2J\\u{202e}');
});

test('an alert whose events name two clients bans neither', async () => {
  const { desk } = openDesk();
  const alert = probe();
  const mixed = {
    ...alert,
    events: alert.events.map((event, n) => (n === 3 ? { ...event, ip: '198.51.100.7' } : event)),
  };
  expect(await desk.decide(mixed, noon)).toMatchObject({ kind: 'none' });
});
