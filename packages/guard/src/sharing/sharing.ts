import type { Decision, Ending } from '../decisions/decision.ts';
import type { DecisionJournal } from '../decisions/journal.ts';
import type { NeverBan } from '../decisions/never-ban.ts';
import type { Exchange, Heartbeat, SharedDecision } from './exchange.ts';
import { sharedSparedBecause } from './foreign-decision.ts';

export interface SharingOptions {
  readonly exchange: Exchange;
  readonly journal: DecisionJournal;
  readonly never: NeverBan;
  readonly heartbeat: () => Heartbeat;
  readonly now: () => number;
  /** For the operator; one line each. */
  readonly log: (message: string) => void;
  /** How long decisions are remembered after they ended. */
  readonly memoryMs: number;
  /** From 0 to 1: guards that lost their server at once must not come back at once. */
  readonly random?: () => number;
}

/**
 * Exchanges decisions with the other guards through a server. Nothing of it is needed to go on: while the server is
 * away this guard decides by itself, tries again at growing intervals, and catches up when it is back.
 */
export class Sharing {
  readonly #options: SharingOptions;
  /** Our decisions the server has, with whether it has them as held. */
  readonly #pushed = new Map<string, boolean>();
  readonly #endingsPushed = new Set<string>();
  readonly #spared = new Map<string, boolean>();
  #round: Promise<void> | null = null;
  #nextAt = 0;
  #nextReportAt = 0;
  #failures = 0;
  #aheadMs = 0;
  #lastSuccessAt = 0;

  constructor(options: SharingOptions) {
    this.#options = options;
  }

  /** False while the server is away. */
  get isUp(): boolean {
    return this.#failures === 0;
  }

  /** When the server last answered; 0 before the first time. */
  get lastSuccessAt(): number {
    return this.#lastSuccessAt;
  }

  /** How far this clock is ahead of the server's. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  /** Call it every second; it never rejects, and one round runs at a time. */
  beat(): void {
    if (this.#round !== null || this.#options.now() < this.#nextAt) return;
    this.#round = this.#once().finally(() => {
      this.#round = null;
    });
  }

  /** Resolves when the round under way is over. */
  async settled(): Promise<void> {
    await this.#round;
  }

  /** One last round, for the end; resolves when it is over, whatever came of it. */
  async finish(): Promise<void> {
    await this.#round;
    if (this.isUp) await this.#once();
  }

  /** Whether our own rules keep this decision of somebody else's from being enforced here. */
  isSpared(decision: Decision): boolean {
    if (decision.origin !== 'shared') return false;
    if (this.#options.never.present.has(decision.value)) return true;
    const known = this.#spared.get(decision.id);
    if (known !== undefined) return known;
    const why = sharedSparedBecause(decision, this.#options.never);
    if (why !== null)
      this.#options.log(`not enforced here: ${decision.measure} ${decision.value} (${decision.id}), ${why}`);
    this.#spared.set(decision.id, why !== null);
    return why !== null;
  }

  async #once(): Promise<void> {
    const { exchange, now, log } = this.#options;
    try {
      // Asking first also tells how far the clocks are apart, which what we push depends on.
      await this.#pull();
      await this.#push();
      await this.#report();
      if (this.#failures > 0) log(`${exchange.name} is back: decisions are shared again`);
      this.#failures = 0;
      this.#lastSuccessAt = now();
      this.#forget();
      this.#nextAt = now() + everyMs;
    } catch (error) {
      // Whatever it is, the guard goes on without: a server must never stop it.
      if (this.#failures === 0) log(`decisions are not shared for now: ${String(error)}`);
      this.#failures++;
      this.#nextAt = now() + waitAfter(this.#failures, (this.#options.random ?? Math.random)());
    }
  }

  async #push(): Promise<void> {
    const { exchange, journal } = this.#options;
    for (;;) {
      const decisions = this.#unpushed().slice(0, batchSize);
      const endings = this.#unpushedEndings().slice(0, batchSize);
      if (decisions.length + endings.length === 0) return;
      const { refused, now } = await exchange.push({
        decisions: decisions.map((one) => this.#inServerTime(one)),
        endings: endings.map((one) => ({ ...one, at: one.at - this.#aheadMs })),
      });
      this.#learnTime(now);
      for (const { id, why } of refused)
        this.#options.log(`${exchange.name} does not share decision ${id}: ${why}`);
      for (const { id, held } of decisions) this.#pushed.set(id, journal.find(id)?.held ?? held);
      for (const { id } of endings) this.#endingsPushed.add(id);
    }
  }

  #unpushed(): Decision[] {
    const { journal, now } = this.#options;
    const at = now();
    return journal
      .all()
      .filter(
        (one) => one.origin !== 'shared' && one.until > at - dayMs && this.#pushed.get(one.id) !== one.held,
      );
  }

  #unpushedEndings(): Ending[] {
    const { journal, now } = this.#options;
    return journal.all().flatMap((one) => {
      if (one.until < now() - dayMs || this.#endingsPushed.has(one.id)) return [];
      return journal.endingOf(one.id) ?? [];
    });
  }

  async #pull(): Promise<void> {
    const { exchange, journal } = this.#options;
    for (;;) {
      const { items, next, more, now } = await exchange.pull(journal.cursor);
      this.#learnTime(now);
      if (next !== journal.cursor) this.#take(items, next);
      if (!more) return;
    }
  }

  #take(items: readonly SharedDecision[], cursor: string): void {
    const { journal, now, memoryMs } = this.#options;
    const at = now();
    const remembered = items.filter(({ until }) => until + memoryMs > at);
    const known = (id: string) => journal.find(id);
    const endings = remembered.flatMap(({ id, ended }) =>
      ended && journal.endingOf(id) === null
        ? [{ id, at: ended.at + this.#aheadMs, by: ended.by, why: ended.why }]
        : [],
    );
    journal.share({
      decisions: remembered.filter(({ id }) => known(id) === null).map((one) => this.#asOurs(one)),
      confirmed: remembered
        .filter(({ id, held }) => !held && known(id)?.held === true)
        .map(({ id, confirmedBy }) => ({ id, by: confirmedBy ?? 'server' })),
      endings,
      cursor,
      at,
    });
    for (const { id } of endings) this.#endingsPushed.add(id);
    for (const { id, held } of items) if (this.#pushed.has(id)) this.#pushed.set(id, held);
  }

  #asOurs(item: SharedDecision): Decision {
    const { by, confirmedBy: _, ended: __, ...decision } = item;
    return {
      ...decision,
      reason: `${item.reason} (decided by ${by})`,
      from: item.from + this.#aheadMs,
      until: item.until + this.#aheadMs,
      evidence: [],
      origin: 'shared',
    };
  }

  #inServerTime(decision: Decision): Decision {
    return { ...decision, from: decision.from - this.#aheadMs, until: decision.until - this.#aheadMs };
  }

  async #report(): Promise<void> {
    const { exchange, heartbeat, now } = this.#options;
    if (now() < this.#nextReportAt) return;
    this.#learnTime((await exchange.report(heartbeat())).now);
    this.#nextReportAt = now() + reportEveryMs;
  }

  /** What the journal no longer remembers. */
  #forget(): void {
    const { journal } = this.#options;
    if (this.#pushed.size + this.#spared.size < 4000) return;
    for (const map of [this.#pushed, this.#spared])
      for (const id of map.keys()) if (journal.find(id) === null) map.delete(id);
    for (const id of this.#endingsPushed) if (journal.find(id) === null) this.#endingsPushed.delete(id);
  }

  /** A little is the way of the answer, not the clock. */
  #learnTime(serverNow: number): void {
    const ahead = this.#options.now() - serverNow;
    this.#aheadMs = Math.abs(ahead) < 2000 ? 0 : ahead;
  }
}

const dayMs = 86_400_000;
const everyMs = 5000;
const reportEveryMs = 15_000;
const batchSize = 200;
const longestWaitMs = 120_000;

/** Doubled from two seconds on, up to a half less. */
const waitAfter = (failures: number, random: number): number =>
  Math.min(longestWaitMs, 1000 * 2 ** Math.min(failures, 10)) * (1 - random / 2);
