import type { DecisionJournal } from '../decisions/journal.ts';
import { LabelledCounter, type MetricFamily, type Sample } from '../metrics/exposition.ts';
import type { Engine } from '../scenarios/engine.ts';

/** What one source has to say about itself. */
export interface SourceState {
  readonly name: string;
  readonly behind: number;
}

/** Counts what passes through the guard. */
export class Tally {
  readonly lines = new LabelledCounter();
  readonly unread = new LabelledCounter();
  readonly events = new LabelledCounter();
  readonly alerts = new LabelledCounter();
  readonly decisions = new LabelledCounter();
  readonly spared = new LabelledCounter();
  readonly bouncerUp = new Map<string, boolean>();
  incidentsUnsent = 0;

  families(
    engine: Engine,
    journal: DecisionJournal,
    sources: readonly SourceState[],
    now: number,
  ): MetricFamily[] {
    const live = journal.live(now);
    const inForce = journal.inForce(now);
    const count = (measure: string) => inForce.filter((one) => one.measure === measure).length;
    return [
      counter('lines_total', 'Lines read.', this.lines.samples('source')),
      counter('lines_unread_total', 'Lines no reader understood.', this.unread.samples('source')),
      counter('events_total', 'Events by kind.', this.events.samples('kind')),
      counter('alerts_total', 'Alerts by scenario.', this.alerts.samples('scenario')),
      counter('decisions_total', 'Decisions taken, by measure.', this.decisions.samples('measure')),
      counter('spared_total', 'Alerts that led to no decision, by reason.', this.spared.samples('reason')),
      gauge('decisions_in_force', 'Decisions being enforced.', [
        { labels: { measure: 'ban' }, value: count('ban') },
        { labels: { measure: 'limit' }, value: count('limit') },
      ]),
      gauge('decisions_shadow', 'Decisions only written down.', [
        { value: live.filter(({ shadow }) => shadow).length },
      ]),
      gauge('decisions_held', 'Decisions that wait for a person.', [
        { value: live.filter(({ held }) => held).length },
      ]),
      gauge('buckets', 'Buckets in memory.', [{ value: engine.buckets }]),
      counter('buckets_evicted_total', 'Buckets given up for lack of room.', [{ value: engine.evicted }]),
      gauge(
        'source_behind_bytes',
        'Bytes written to a log and not read yet.',
        sources.map(({ name, behind }) => ({ labels: { source: name }, value: behind })),
      ),
      gauge(
        'bouncer_up',
        'Whether the bouncer accepted the last change.',
        [...this.bouncerUp].map(([name, up]) => ({ labels: { bouncer: name }, value: up ? 1 : 0 })),
      ),
      gauge('journal_unwritten', 'Entries a full disk kept from being written.', [
        { value: journal.unwritten },
      ]),
      gauge('incidents_unsent', 'Incidents that did not reach their receiver yet.', [
        { value: this.incidentsUnsent },
      ]),
    ];
  }
}

function counter(name: string, help: string, samples: readonly Sample[]): MetricFamily {
  return { name: `bugheist_guard_${name}`, type: 'counter', help, samples };
}

function gauge(name: string, help: string, samples: readonly Sample[]): MetricFamily {
  return { name: `bugheist_guard_${name}`, type: 'gauge', help, samples };
}
