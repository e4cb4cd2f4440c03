import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Names } from '../decisions/crawler.ts';
import { DecisionDesk } from '../decisions/desk.ts';
import { DecisionJournal } from '../decisions/journal.ts';
import type { NeverBan } from '../decisions/never-ban.ts';
import { defaultPolicy, type Policy } from '../decisions/policy.ts';
import { AddressRanges, parseRange } from '../logs/address-range.ts';
import { formats } from '../logs/formats.ts';
import type { Alert } from '../scenarios/alert.ts';
import { Engine } from '../scenarios/engine.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { atCrowdsec } from './crowdsec-cases.ts';

export const noon = Date.UTC(2025, 9, 10, 12);

export const ranges = (...texts: string[]) =>
  new AddressRanges(texts.flatMap((text) => parseRange(text) ?? []));

export const nobodySpared: NeverBan = {
  allowed: ranges(),
  trustedProxies: ranges(),
  present: new Set(),
  allowedPlace: () => null,
  mayBanPrivate: false,
};

/** A name system that knows what it is told. */
export const names = (
  reverse: Record<string, string[]> = {},
  forward: Record<string, string[]> = {},
): Names => ({
  reverse: async (address) => reverse[address] ?? [],
  forward: async (name) => forward[name] ?? [],
});

export const temporary = () => mkdtempSync(join(tmpdir(), 'guard-'));

export function openDesk(
  given: { policy?: Partial<Policy>; never?: Partial<NeverBan>; names?: Names; directory?: string } = {},
) {
  const directory = given.directory ?? temporary();
  const journal = new DecisionJournal(join(directory, 'decisions.log'));
  let next = 0;
  const desk = new DecisionDesk({
    journal,
    policy: { ...defaultPolicy, shadowUntil: 0, ...given.policy },
    never: { ...nobodySpared, ...given.never },
    names: given.names ?? names(),
    newId: () => `d${++next}-${directory.slice(-6)}`,
  });
  return { desk, journal, directory };
}

/** Alerts the lines raise. */
export function alertsFrom(
  scenarios: readonly Scenario[],
  format: string,
  lines: readonly string[],
): Alert[] {
  const engine = new Engine(scenarios);
  return lines.flatMap((line) => {
    const event = formats[format]?.(line, atCrowdsec);
    return event ? [...engine.pour(event)] : [];
  });
}

/** The alert of a client that probes; `host` is logged when given. */
export function probing(scenarios: readonly Scenario[], client: string, host = ''): Alert {
  const lines = Array.from(
    { length: 15 },
    (_, n) =>
      `${host === '' ? '' : `${host} `}${client} - - [10/Oct/2025:12:00:${10 + n} +0000] "GET /p${n}.php HTTP/1.1" 404 1 "-" "x"`,
  );
  const [alert] = alertsFrom(scenarios, 'nginx', lines);
  if (!alert) throw new Error('the probing lines raised no alert');
  return alert;
}
