import { setTimeout as pause } from 'node:timers/promises';
import type { Bouncer } from '../bouncers/bouncer.ts';
import { DecisionTable } from '../bouncers/decision-table.ts';
import { type Names, systemNames } from '../decisions/crawler.ts';
import type { Decision } from '../decisions/decision.ts';
import { DecisionDesk } from '../decisions/desk.ts';
import { DecisionJournal } from '../decisions/journal.ts';
import { targetOf, type Verdict } from '../decisions/judge.ts';
import type { NeverBan } from '../decisions/never-ban.ts';
import type { Policy } from '../decisions/policy.ts';
import { TrustAlarm } from '../decisions/trust-alarm.ts';
import type { DeniedPlaces } from '../geography/denied-places.ts';
import { IncidentBook } from '../incidents/book.ts';
import type { Incident, IncidentSink } from '../incidents/incident.ts';
import type { Event } from '../logs/event.ts';
import type { MetricFamily } from '../metrics/exposition.ts';
import type { Alert } from '../scenarios/alert.ts';
import { Engine } from '../scenarios/engine.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Exchange, Heartbeat } from '../sharing/exchange.ts';
import { sharingFamilies } from '../sharing/metrics.ts';
import { Sharing } from '../sharing/sharing.ts';
import { Traffic } from '../sharing/traffic.ts';
import { type SourceState, Tally } from './tally.ts';

export interface GuardOptions {
  readonly scenarios: readonly Scenario[];
  readonly journalPath: string;
  readonly policy: Omit<Policy, 'shadowUntil'>;
  /** After the first start on this journal nothing is enforced for so long. */
  readonly shadowMs: number;
  readonly never: NeverBan;
  readonly deniedPlaces?: DeniedPlaces;
  readonly bouncers: readonly Bouncer[];
  readonly sinks: readonly IncidentSink[];
  readonly now: () => number;
  readonly newId: () => string;
  /** For the operator; one line each. */
  readonly log: (message: string) => void;
  readonly names?: Names;
  /** Where this guard shares decisions with others and tells how it is. */
  readonly exchange?: Exchange | null;
}

/**
 * The guard without its sources: events in, decisions out. `pour` is synchronous and cheap; decisions, bouncers and
 * incidents follow behind and never stop the reading.
 */
export class Guard {
  readonly tally = new Tally();
  readonly journal: DecisionJournal;
  readonly #options: GuardOptions;
  readonly #engine: Engine;
  readonly #desk: DecisionDesk;
  readonly #alarm: TrustAlarm;
  readonly #book = new IncidentBook();
  readonly #deciding = new Set<Promise<void>>();
  readonly #enforced = new Map<string, string>();
  readonly #enforcing = new Map<string, Promise<void>>();
  readonly #sharing: Sharing | null;
  readonly #traffic = new Traffic();
  readonly #shadowUntil: number;
  #refusing = new DecisionTable([]);
  /** Alerts of incidents by sink and id, as they arrived there. */
  readonly #arrived = new Map<string, number>();
  #sendingFails = false;
  #sources: readonly SourceState[] = [];

  constructor(options: GuardOptions) {
    this.#options = options;
    this.journal = new DecisionJournal(options.journalPath);
    this.journal.noteStart(options.now());
    if (this.journal.unreadable > 0)
      options.log(`${options.journalPath}: ${this.journal.unreadable} damaged lines were passed over`);
    const shadowUntil = (this.journal.startedAt ?? options.now()) + options.shadowMs;
    if (shadowUntil > options.now())
      options.log(
        `shadow until ${new Date(shadowUntil).toISOString()}: decisions are written down, not enforced`,
      );
    this.#shadowUntil = shadowUntil;
    this.#sharing = options.exchange ? this.#share(options.exchange) : null;
    options.deniedPlaces?.follow(this.#inForce(options.now()));
    this.#engine = new Engine(options.scenarios);
    this.#alarm = new TrustAlarm(options.log);
    this.#desk = new DecisionDesk({
      journal: this.journal,
      policy: { ...options.policy, shadowUntil },
      never: options.never,
      names: options.names ?? systemNames,
      newId: options.newId,
    });
  }

  pour(event: Event): void {
    this.tally.events.add(event.kind);
    if (this.#sharing !== null) this.#traffic.note(event, this.#wasRefused(event));
    this.#alarm.note(event);
    this.#desk.note(event);
    const dated = event.t === 0 ? { ...event, t: this.#options.now() } : event;
    for (const alert of this.#engine.pour(dated)) this.#take(alert);
  }

  /** Ends what is over, reads what other commands wrote, tells the bouncers. Call it every second. */
  async beat(): Promise<void> {
    const now = this.#options.now();
    this.journal.catchUp();
    this.#sharing?.beat();
    const decisions = this.#inForce(now);
    this.#options.deniedPlaces?.follow(decisions);
    if (this.#sharing !== null) this.#refusing = new DecisionTable(decisions);
    for (const bouncer of this.#options.bouncers) {
      if (this.#enforcing.has(bouncer.name)) continue;
      const job = this.#enforce(bouncer, decisions, now).finally(() => this.#enforcing.delete(bouncer.name));
      this.#enforcing.set(bouncer.name, job);
    }
    // One that hangs must not keep the others' next turn.
    await Promise.race([
      Promise.all(this.#enforcing.values()),
      pause(mostPatienceMs, undefined, { ref: false }),
    ]);
  }

  /** Buckets and counters whose time is up, incidents, the journal's size. Call it every minute. */
  async tidy(): Promise<void> {
    const now = this.#options.now();
    for (const alert of this.#engine.sweep(now)) this.#take(alert);
    await this.#send();
    this.journal.compact(now, this.#options.policy.memoryMs);
  }

  /** Waits for decisions under way, enforces and sends them, closes the journal. */
  async finish(): Promise<void> {
    await this.settled();
    await Promise.all(this.#enforcing.values());
    await this.beat();
    await Promise.all(this.#enforcing.values());
    await this.#send();
    await this.#sharing?.finish();
    this.journal.close();
  }

  /** Resolves when every alert so far has its verdict, and the exchange under way is over. */
  async settled(): Promise<void> {
    while (this.#deciding.size > 0) await Promise.all(this.#deciding);
    await this.#sharing?.settled();
  }

  /** Files an alarm of the machine as an incident. */
  report(name: string, message: string): void {
    this.#book.noteAlarm(name, message, this.#options.now());
  }

  /** How far behind the sources are, for whoever asks how the guard is. */
  noteSources(sources: readonly SourceState[]): void {
    this.#sources = sources;
  }

  families(sources: readonly SourceState[]): MetricFamily[] {
    const families = this.tally.families(this.#engine, this.journal, sources, this.#options.now());
    return this.#sharing === null ? families : [...families, ...sharingFamilies(this.#sharing)];
  }

  #share(exchange: Exchange): Sharing {
    const { never, now, log, policy, newId } = this.#options;
    const [run, started] = [newId(), now()];
    const { journal } = this;
    const heartbeat = (): Heartbeat => ({
      version: 1,
      run,
      sent: now(),
      started,
      requests: this.#traffic.requests,
      blocked: this.#traffic.blocked,
      alerts: this.#traffic.alerts,
      scenarios: this.#traffic.scenarios(),
      sources: this.#sources.map(({ name, behind }) => ({ name, behindBytes: behind })),
      bouncers: [...this.tally.bouncerUp].map(([name, up]) => ({ name, up })),
      topSources: this.#traffic.topSources(20),
      unwritten: journal.unwritten,
      unsent: this.tally.incidentsUnsent,
    });
    return new Sharing({ exchange, journal, never, heartbeat, now, log, memoryMs: policy.memoryMs });
  }

  /** Others' decisions count as little as our own while we only watch, and never against our own rules. */
  #inForce(now: number): Decision[] {
    return this.journal
      .inForce(now)
      .filter(
        (one) =>
          one.origin !== 'shared' || (now >= this.#shadowUntil && this.#sharing?.isSpared(one) === false),
      );
  }

  #wasRefused({ status, ip, host, t }: Event): boolean {
    if (status !== 403 && status !== 429) return false;
    return this.#refusing.find(ip, host, t === 0 ? this.#options.now() : t) !== null;
  }

  #take(alert: Alert): void {
    this.tally.alerts.add(alert.scenario.name);
    this.#traffic.noteAlert(alert);
    if (this.#deciding.size >= mostDeciding) {
      this.tally.spared.add('too many decisions at once');
      this.#book.note(alert, null);
      return;
    }
    const job = this.#decide(alert).finally(() => this.#deciding.delete(job));
    this.#deciding.add(job);
  }

  async #decide(alert: Alert): Promise<void> {
    try {
      const verdict = await this.#desk.decide(alert, this.#options.now());
      this.#book.note(alert, verdict.kind === 'decision' ? verdict.decision.id : null);
      this.#tell(alert, verdict);
    } catch (error) {
      // One alert that can't be decided must not end the watch over all the others.
      this.#options.log(`no decision about ${alert.scenario.name} ${alert.group}: ${String(error)}`);
    }
  }

  #tell(alert: Alert, verdict: Verdict): void {
    if (verdict.kind === 'none') {
      this.tally.spared.add(verdict.why.replace(/^\S+ is spared: /, ''));
      return;
    }
    const { decision } = verdict;
    this.tally.decisions.add(decision.measure);
    const how = decision.shadow ? 'would ' : decision.held ? 'held for you: ' : '';
    const place = decision.host === '' ? '' : ` on ${decision.host}`;
    this.#options.log(
      `${how}${decision.measure} ${targetOf(alert)?.value ?? decision.value}${place} until ${new Date(decision.until).toISOString()}: ${decision.scenario} (${decision.id})`,
    );
  }

  async #enforce(bouncer: Bouncer, decisions: readonly Decision[], now: number): Promise<void> {
    const state = decisions.map(({ id }) => id).join(' ');
    if (this.#enforced.get(bouncer.name) === state) return;
    try {
      await bouncer.enforce(decisions, now);
      this.#enforced.set(bouncer.name, state);
      if (this.tally.bouncerUp.get(bouncer.name) === false)
        this.#options.log(`bouncer ${bouncer.name} works again`);
      this.tally.bouncerUp.set(bouncer.name, true);
    } catch (error) {
      if (this.tally.bouncerUp.get(bouncer.name) !== false)
        this.#options.log(`bouncer ${bouncer.name} fails, trying again: ${String(error)}`);
      this.#enforced.delete(bouncer.name);
      this.tally.bouncerUp.set(bouncer.name, false);
    }
  }

  /** Each sink gets what it has not got yet; an incident is settled when all have it. */
  async #send(): Promise<void> {
    const incidents = this.#book.changed();
    this.tally.incidentsUnsent = incidents.length;
    if (incidents.length === 0) return;
    const failures = await Promise.all(this.#options.sinks.map((sink) => this.#sendTo(sink, incidents)));
    const failed = failures.filter((failure) => failure !== null);
    if (failed.length === 0) {
      this.#book.settle(incidents);
      this.#arrived.clear();
      this.tally.incidentsUnsent = 0;
      this.#sendingFails = false;
      return;
    }
    if (!this.#sendingFails) for (const message of failed) this.#options.log(`incidents wait: ${message}`);
    this.#sendingFails = true;
  }

  /** Why it failed, or null. While one sink is away, the others don't get the same again each minute. */
  async #sendTo(sink: IncidentSink, incidents: readonly Incident[]): Promise<string | null> {
    const missing = incidents.filter(
      ({ id, alertCount }) => this.#arrived.get(`${sink.name} ${id}`) !== alertCount,
    );
    try {
      if (missing.length > 0) await sink.send(missing);
    } catch (error) {
      return `${sink.name}: ${String(error)}`;
    }
    for (const { id, alertCount } of missing) this.#arrived.set(`${sink.name} ${id}`, alertCount);
    return null;
  }
}

const mostDeciding = 1000;
const mostPatienceMs = 2000;
