import { parseAddress } from '../logs/address.ts';
import { event } from '../logs/event.ts';
import type { Reader } from '../logs/reader.ts';
import { isAlert, plainScenario, type Scenario } from '../scenarios/scenario.ts';
import { Fail2banFilter, type FilterOptions } from './filter.ts';

export interface Jail {
  readonly name: string;
  /** Path of the filter file. */
  readonly filter: string;
  readonly options?: FilterOptions['options'];
  /** Failures within `findTimeMs` that are too many. */
  readonly maxRetry: number;
  readonly findTimeMs: number;
}

/** A reader over one log: every failure the filter finds becomes an event. A failure by host name carries no address and bans nobody. */
export function jailReader(jail: Jail): Reader {
  const filter = new Fail2banFilter(jail.filter, { options: jail.options ?? {} });
  return (line, context) => {
    const failure = filter.read(line, context);
    if (failure === null) return null;
    return event({
      source: `fail2ban:${jail.name}`,
      kind: 'auth-failed',
      line,
      t: failure.t,
      ip: parseAddress(failure.id) ?? '',
      host: parseAddress(failure.id) === null ? failure.id : '',
      user: failure.groups['user'] ?? '',
    });
  };
}

/** The jail's `maxretry` and `findtime` as a bucket. */
export function jailScenario(jail: Jail): Scenario {
  const source = `fail2ban:${jail.name}`;
  return {
    ...plainScenario,
    name: source,
    description: `${jail.maxRetry} failures of jail ${jail.name}`,
    type: jail.maxRetry <= 1 ? 'trigger' : 'leaky',
    watches: 'events',
    kinds: ['auth-failed'],
    filter: (subject) => !isAlert(subject) && subject.source === source && subject.ip !== '',
    groupBy: (subject) => (isAlert(subject) ? '' : subject.ip),
    distinct: null,
    capacity: Math.max(0, jail.maxRetry - 1),
    leakMs: jail.findTimeMs / Math.max(1, jail.maxRetry - 1),
    blackholeMs: 60_000,
    cacheSize: 20,
    labels: {
      label: jail.name,
      behavior: 'fail2ban',
      service: jail.name,
      confidence: 3,
      spoofable: 0,
      classification: [],
    },
  };
}
