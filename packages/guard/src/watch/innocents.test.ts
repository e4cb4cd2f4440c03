import { expect, test } from 'vitest';
import { formats } from '../logs/formats.ts';
import { Engine } from '../scenarios/engine.ts';
import { pack } from '../scenarios/pack/pack.ts';
import { atCrowdsec } from '../test/crowdsec-cases.ts';
import { openDesk } from '../test/desk.ts';
import { innocentCrowds } from '../test/innocent-crowds.ts';
import type { Innocent } from '../test/innocent-lines.ts';
import { innocents } from '../test/innocents.ts';

/** What the guard would do, from an empty start, at log time: one text a decision. */
async function decisionsAbout({ format, lines }: Innocent): Promise<string[]> {
  const { desk, journal } = openDesk({ policy: { bansPerMinute: Number.POSITIVE_INFINITY } });
  const engine = new Engine(pack);
  for (const line of lines) {
    const event = formats[format]?.(line, atCrowdsec);
    if (!event) throw new Error(`not read as ${format}: ${line}`);
    desk.note(event);
    for (const alert of engine.pour(event)) await desk.decide(alert, alert.until);
  }
  journal.close();
  return journal.all().map(({ measure, scenario }) => `${measure} ${scenario}`);
}

test.each([...innocents, ...innocentCrowds].map((one) => [one.name, one] as const))(
  'never banned: %s',
  async (_, innocent) => {
    const decisions = await decisionsAbout(innocent);
    expect(decisions.filter((one) => one.startsWith('ban'))).toEqual([]);
    if (decisions.length > 0) console.info(`limited: ${innocent.name}: ${decisions.join(', ')}`);
  },
);

test('the innocents are many', () => {
  const lines = [...innocents, ...innocentCrowds].reduce((sum, one) => sum + one.lines.length, 0);
  console.info(`${innocents.length + innocentCrowds.length} kinds of harmless client, ${lines} lines`);
  expect(lines).toBeGreaterThan(40_000);
});

/** Several writers, buffers and clocks: lines arrive up to `most` places late, some twice. */
function disordered(lines: readonly string[], most: number): string[] {
  return lines
    .flatMap((line, n) => (n % 97 === 0 ? [line, line] : [line]))
    .map((line, n) => ({ line, place: n + ((n * 7919) % most) }))
    .sort((a, b) => a.place - b.place)
    .map(({ line }) => line);
}

test.each([
  ['lines late by up to fifty places, some twice', (lines: readonly string[]) => disordered(lines, 50)],
  ['a log read backwards', (lines: readonly string[]) => lines.toReversed()],
  [
    'a clock that is set back an hour in the middle',
    (lines: readonly string[]) => [...lines.slice(lines.length / 2), ...lines.slice(0, lines.length / 2)],
  ],
])('never banned: harmless clients in %s', async (_, change) => {
  for (const innocent of [...innocents, ...innocentCrowds]) {
    const decisions = await decisionsAbout({ ...innocent, lines: change(innocent.lines) });
    expect(
      decisions.filter((one) => one.startsWith('ban')),
      innocent.name,
    ).toEqual([]);
  }
});
