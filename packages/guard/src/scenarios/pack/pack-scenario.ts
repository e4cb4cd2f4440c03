import { sourceKey } from '../../logs/address.ts';
import type { Event, EventKind } from '../../logs/event.ts';
import type { Mark } from '../marks.ts';
import { isAlert, plainScenario, type Scenario, type ScenarioLabels } from '../scenario.ts';

/** A scenario of ours: with the weakness it is about, what to do, and its own examples. */
export interface PackScenario extends Scenario {
  /** CAPEC or CWE identifier. */
  readonly weakness: string;
  /** What the operator can do besides banning. */
  readonly advice: string;
  /** Logs that must raise it, each replayed from an empty start, and logs that must not. `format` names the reader. */
  readonly examples: {
    readonly attacks: readonly Example[];
    readonly ordinary: readonly Example[];
  };
}

export interface Example {
  readonly format: string;
  readonly lines: readonly string[];
}

type Given = Pick<PackScenario, 'name' | 'description' | 'weakness' | 'advice' | 'examples'> & {
  readonly kinds: readonly EventKind[];
  readonly marks?: readonly Mark[];
  readonly when: (event: Event) => boolean;
  readonly distinct?: (event: Event) => string;
  /** 0: the first event overflows. */
  readonly capacity: number;
  readonly leakMs?: number;
  readonly groupBy?: (event: Event) => string;
  readonly relief?: (event: Event) => number;
  readonly blackholeMs?: number;
} & Pick<ScenarioLabels, 'behavior' | 'service' | 'confidence'>;

/** Fills in what our scenarios share: one bucket a source (IPv6: a /64), five minutes of silence, evidence of up to 20 lines. */
export function packScenario(given: Given): PackScenario {
  const { when, distinct, relief, groupBy = (event) => sourceKey(event.ip) } = given;
  return {
    ...plainScenario,
    name: given.name,
    description: given.description,
    weakness: given.weakness,
    advice: given.advice,
    examples: given.examples,
    type: given.capacity === 0 ? 'trigger' : 'leaky',
    watches: 'events',
    kinds: given.kinds,
    marks: given.marks ?? null,
    filter: (subject) => !isAlert(subject) && subject.ip !== '' && when(subject),
    groupBy: (subject) => (isAlert(subject) ? '' : groupBy(subject)),
    distinct: distinct ? (subject) => (isAlert(subject) ? '' : distinct(subject)) : null,
    capacity: given.capacity,
    leakMs: given.leakMs ?? 10_000,
    blackholeMs: given.blackholeMs ?? 300_000,
    cacheSize: 20,
    relief: relief ? (subject) => (isAlert(subject) ? 0 : relief(subject)) : null,
    labels: {
      label: given.description,
      behavior: given.behavior,
      service: given.service,
      confidence: given.confidence,
      spoofable: 0,
      classification: [given.weakness],
    },
  };
}

/** Access lines for examples: `request` is sent once a second from one client, `{n}` counting up. */
export function requests(
  count: number,
  request: string,
  { status = 404, agent = 'Mozilla/5.0', everySeconds = 1 } = {},
): Example {
  const lines = Array.from({ length: count }, (_, n) => {
    const at = new Date(Date.UTC(2025, 9, 10, 12) + n * everySeconds * 1000);
    const clock = at.toISOString().slice(11, 19);
    const day = String(at.getUTCDate()).padStart(2, '0');
    const line = request.replaceAll('{n}', String(n));
    return `203.0.113.9 - - [${day}/Oct/2025:${clock} +0000] "${line} HTTP/1.1" ${status} 153 "-" "${agent}"`;
  });
  return { format: 'nginx', lines };
}

/** sshd lines for examples, ten seconds apart unless said otherwise. */
export function sshd(count: number, message: string, everySeconds = 1): Example {
  const lines = Array.from({ length: count }, (_, n) => {
    const at = new Date(Date.UTC(2025, 9, 10, 12) + n * everySeconds * 1000).toISOString();
    return `${at} host sshd[${1000 + n}]: ${message.replaceAll('{n}', String(n))}`;
  });
  return { format: 'sshd', lines };
}
