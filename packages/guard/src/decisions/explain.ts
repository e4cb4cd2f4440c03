import { nowhere, type PlaceOf } from '../geography/place.ts';
import { AddressRanges, parseRange } from '../logs/address-range.ts';
import { type Decision, type Ending, isInForce } from './decision.ts';
import type { DecisionJournal } from './journal.ts';
import { type NeverBan, sparedBecause } from './never-ban.ts';

/** Everything known about an address, as lines for a person. `address` must be canonical. */
export function explainAddress(
  address: string,
  journal: DecisionJournal,
  never: NeverBan,
  placeOf: PlaceOf | null,
  now: number,
): string[] {
  const spared = sparedBecause(address, never);
  const head = spared === null ? [] : [`${address} is never banned: ${spared}.`];
  const known = knownAbout(address, journal, placeOf);
  if (known.length === 0)
    return [...head, `Nothing is known about ${address}: no decision, now or in memory.`];
  return [...head, ...describeKnown(known, now)];
}

type Known = ReturnType<DecisionJournal['about']>;

/** Decisions about an address, about a range it lies in, and about the country or network it is in. */
export function knownAbout(address: string, journal: DecisionJournal, placeOf: PlaceOf | null): Known {
  const { country, as } = placeOf?.(address) ?? nowhere;
  const ranges = journal
    .all()
    .filter(({ scope, value }) => scope === 'range' && isWithin(address, value))
    .map(({ value }) => value);
  const places = [country, as > 0 ? `AS${as}` : ''].filter((name) => name !== '');
  return [...new Set([address, ...ranges, ...places])].flatMap((value) => journal.about(value));
}

export function describeKnown(known: Known, now: number): string[] {
  return known.flatMap(({ decision, ending }) => describe(decision, ending, now));
}

function isWithin(address: string, range: string): boolean {
  const parsed = parseRange(range);
  return parsed !== null && new AddressRanges([parsed]).has(address);
}

/** Where an address is, as a line for a person; nothing when nobody knows. */
export function describePlace(address: string, placeOf: PlaceOf | null): string[] {
  const { country, as, organization } = placeOf?.(address) ?? nowhere;
  const known = [country, as > 0 ? `AS${as}` : '', organization].filter((text) => text !== '');
  return known.length === 0 ? [] : [`${address} is in ${known.join(', ')}.`];
}

function describe(decision: Decision, ending: Ending | null, now: number): string[] {
  const place = decision.host === '' ? 'everywhere' : `on ${decision.host}`;
  return [
    `${decision.measure} of ${decision.scope} ${decision.value} ${place}: ${stateOf(decision, ending, now)}`,
    `  id        ${decision.id}`,
    `  scenario  ${decision.scenario}`,
    `  reason    ${decision.reason}`,
    `  from      ${new Date(decision.from).toISOString()} until ${new Date(decision.until).toISOString()}`,
    ...(ending ? [`  ended     ${new Date(ending.at).toISOString()} by ${ending.by}: ${ending.why}`] : []),
    ...decision.evidence.map((line) => `  evidence  ${line}`),
  ];
}

function stateOf(decision: Decision, ending: Ending | null, now: number): string {
  if (ending) return 'taken back';
  if (now >= decision.until) return 'over';
  if (decision.shadow) return 'shadow, written down but not enforced';
  if (decision.held) return 'waits for a person (guard confirm)';
  return isInForce(decision, now) ? 'in force' : 'not yet in force';
}
