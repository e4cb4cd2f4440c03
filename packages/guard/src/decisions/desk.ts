import type { Event } from '../logs/event.ts';
import type { Alert } from '../scenarios/alert.ts';
import { isVerifiedCrawler, type Names } from './crawler.ts';
import { CrowdedAddresses } from './crowded-address.ts';
import { targetKey } from './decision.ts';
import type { DecisionJournal } from './journal.ts';
import { judge, type Target, targetOf, type Verdict } from './judge.ts';
import { type NeverBan, sparedBecause } from './never-ban.ts';
import type { Policy } from './policy.ts';
import { RecentLogins } from './recent-logins.ts';

export interface DeskOptions {
  readonly journal: DecisionJournal;
  readonly policy: Policy;
  readonly never: NeverBan;
  readonly names: Names;
  readonly newId: () => string;
}

/** Turns alerts into decisions: gathers the facts, asks the judge, writes the verdict down. */
export class DecisionDesk {
  readonly #options: DeskOptions;
  readonly #logins = new RecentLogins();
  readonly #crowded = new CrowdedAddresses();

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  /** Learns from ordinary events who is at home here. */
  note(event: Event): void {
    if (event.kind === 'http-access') this.#crowded.note(event);
    else this.#logins.note(event);
  }

  /** The verdict, already on disk when it is a decision. `now` is wall time; replays give log time. */
  async decide(alert: Alert, now: number): Promise<Verdict> {
    const { policy, journal } = this.#options;
    const target = targetOf(alert);
    const spared = target === null ? null : await this.#spared(target, now);
    // Asked after the wait for the name system: another alert may have decided meanwhile.
    const recent = journal.decidedSince(now - 60_000);
    const facts = {
      spared,
      shared: target !== null && this.#crowded.isCrowded(target.address),
      strikes: target === null ? 0 : journal.strikes(targetKey(target), now - policy.memoryMs),
      decidedThisMinute: recent.length,
      bansThisMinute: recent.filter(({ shadow }) => !shadow).length,
      alreadyDecided: target !== null && this.#isDecided(target, now),
    };
    const verdict = judge(alert, target, facts, policy, this.#options.newId(), now);
    if (verdict.kind === 'decision') journal.add(verdict.decision);
    return verdict;
  }

  async #spared(target: Target, now: number): Promise<string | null> {
    if (target.address === '') return null;
    const reason = sparedBecause(target.address, this.#options.never);
    if (reason !== null) return reason;
    if (this.#logins.has(target.address, now)) return 'somebody logged in from there through ssh today';
    return (await isVerifiedCrawler(target.address, this.#options.names)) ? 'it is a verified crawler' : null;
  }

  #isDecided(target: Target, now: number): boolean {
    const { journal } = this.#options;
    return (
      journal.isDecided(targetKey(target), now) || journal.isDecided(targetKey({ ...target, host: '' }), now)
    );
  }
}
