import type { Event, EventKind } from '../logs/event.ts';
import type { Alert } from './alert.ts';
import { Lane } from './lane.ts';
import { concerns, marksOf } from './marks.ts';
import type { Scenario } from './scenario.ts';

export interface EngineOptions {
  /** Buckets of all scenarios together. */
  readonly maxBuckets?: number;
}

/**
 * Pours events into every scenario, at log time: what a log raised today it raises again when replayed. Feed one
 * engine from one thread; it holds no timer.
 */
export class Engine {
  readonly lanes: readonly Lane[];
  readonly #overflowLanes: readonly Lane[];
  /** By kind, then by the marks of the event. */
  readonly #byKind = new Map<EventKind, (readonly Lane[])[]>();
  #swept = 0;

  constructor(scenarios: readonly Scenario[], options: EngineOptions = {}) {
    const each = Math.max(1024, Math.floor((options.maxBuckets ?? 200_000) / Math.max(1, scenarios.length)));
    const lane = (scenario: Scenario) => new Lane(scenario, each);
    this.lanes = scenarios.filter(({ watches }) => watches === 'events').map(lane);
    this.#overflowLanes = scenarios.filter(({ watches }) => watches === 'alerts').map(lane);
  }

  /** Alerts in the order the scenarios were given, alerts about alerts last. */
  pour(event: Event): readonly Alert[] {
    let alerts: readonly Alert[] | null = null;
    for (const lane of this.#lanesFor(event.kind, marksOf(event))) {
      const raised = lane.pour(event);
      if (raised.length > 0) alerts = alerts === null ? raised : [...alerts, ...raised];
    }
    if (event.t - this.#swept > sweepEveryMs || event.t < this.#swept - sweepEveryMs) {
      alerts = [...(alerts ?? []), ...this.sweep(event.t)];
    }
    return alerts === null ? none : this.#withReprocessed(alerts);
  }

  /** Ends what is over by `t`; call it when no line came for a while. */
  sweep(t: number): Alert[] {
    this.#swept = t;
    return this.lanes.flatMap((lane) => lane.sweep(t));
  }

  get buckets(): number {
    return this.lanes.reduce((sum, lane) => sum + lane.size, 0);
  }

  get evicted(): number {
    return this.lanes.reduce((sum, lane) => sum + lane.evicted, 0);
  }

  #lanesFor(kind: EventKind, marks: number): readonly Lane[] {
    let byMarks = this.#byKind.get(kind);
    if (byMarks === undefined) {
      byMarks = [];
      this.#byKind.set(kind, byMarks);
    }
    const known = byMarks[marks];
    if (known) return known;
    const lanes = this.lanes.filter(
      ({ scenario }) => (scenario.kinds?.includes(kind) ?? true) && concerns(scenario, marks),
    );
    byMarks[marks] = lanes;
    return lanes;
  }

  #withReprocessed(alerts: readonly Alert[]): readonly Alert[] {
    if (this.#overflowLanes.length === 0) return alerts;
    const again = alerts.filter(({ scenario }) => scenario.reprocess);
    return [...alerts, ...again.flatMap((alert) => this.#overflowLanes.flatMap((lane) => lane.pour(alert)))];
  }
}

const sweepEveryMs = 30_000;
const none: readonly Alert[] = [];
