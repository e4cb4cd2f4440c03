import type { Event, EventKind } from '../logs/event.ts';
import type { Alert } from './alert.ts';
import type { Mark } from './marks.ts';

/** What a scenario's expressions look at: a log event, or another scenario's overflow. */
export type Subject = Event | Alert;

/** Who a decision is about. */
export interface Scope {
  readonly type: string;
  readonly value: string;
}

export interface Scenario {
  readonly name: string;
  readonly description: string;
  /** leaky: more than `capacity` within the leak; trigger: at once; counter: when `durationMs` ends; conditional: when `condition` says so. */
  readonly type: 'leaky' | 'trigger' | 'counter' | 'conditional';
  /** Alerts of scenarios marked `reprocess` are poured into scenarios that watch alerts. */
  readonly watches: 'events' | 'alerts';
  /** The only kinds of event the filter can let through; null when it may be any. */
  readonly kinds: readonly EventKind[] | null;
  /** Of an access log, only requests with one of these marks can pass the filter or speak for their client; null when any may. */
  readonly marks: readonly Mark[] | null;
  readonly filter: (subject: Subject) => boolean;
  readonly groupBy: (subject: Subject) => string;
  readonly distinct: ((subject: Subject) => string) | null;
  /** Events a bucket holds before it overflows; -1 is unbounded. */
  readonly capacity: number;
  /** One event leaks out in this time. */
  readonly leakMs: number;
  /** Life of a counter. */
  readonly durationMs: number;
  /** How long the same bucket stays silent after an overflow. */
  readonly blackholeMs: number;
  /** Events kept as evidence. */
  readonly cacheSize: number;
  /** What an event the filter lets pass by speaks for its client: poured events it makes up for, 0 when it says nothing. */
  readonly relief: ((subject: Subject) => number) | null;
  readonly cancelOn: ((subject: Subject) => boolean) | null;
  readonly condition: ((queue: readonly Event[], subject: Subject) => boolean) | null;
  readonly overflowFilter: ((queue: readonly Event[]) => boolean) | null;
  readonly reprocess: boolean;
  readonly scope: ((subject: Subject) => Scope) | null;
  /** Whether an overflow asks for a decision, or only tells. */
  readonly remediation: boolean;
  readonly labels: ScenarioLabels;
}

/** What most scenarios leave alone: no counter, no conditions, no scope of their own. */
export const plainScenario = {
  marks: null,
  durationMs: 0,
  relief: null,
  cancelOn: null,
  condition: null,
  overflowFilter: null,
  reprocess: false,
  scope: null,
  remediation: true,
} as const satisfies Partial<Scenario>;

export interface ScenarioLabels {
  readonly label: string;
  /** `http:bruteforce`, `ssh:bruteforce`, … */
  readonly behavior: string;
  readonly service: string;
  /** 0 (guess) to 3 (sure). */
  readonly confidence: number;
  /** 0 (can't be spoofed) to 3. */
  readonly spoofable: number;
  /** MITRE ATT&CK techniques and CVE numbers. */
  readonly classification: readonly string[];
}

export function isAlert(subject: Subject): subject is Alert {
  return subject.kind === 'alert';
}
