import type { Decision, DecisionScope, Ending } from '../decisions/decision.ts';

/** Where guards of one organization meet. Each call rejects when the other side did not take or answer it. */
export interface Exchange {
  /** For messages: the address of the server. */
  readonly name: string;
  push(sent: { decisions: readonly Decision[]; endings: readonly Ending[] }): Promise<PushAnswer>;
  /** What changed after the cursor; everything that is kept for null. */
  pull(cursor: string | null): Promise<PullAnswer>;
  report(heartbeat: Heartbeat): Promise<{ readonly now: number }>;
}

export interface PushAnswer {
  readonly refused: readonly { readonly id: string; readonly why: string }[];
  /** The server's clock. */
  readonly now: number;
}

export interface PullAnswer {
  readonly items: readonly SharedDecision[];
  readonly next: string;
  readonly more: boolean;
  readonly now: number;
}

/** Somebody's decision, or our own as it stands on the server. Times by the server's clock. */
export interface SharedDecision {
  readonly id: string;
  readonly scope: DecisionScope;
  readonly value: string;
  readonly host: string;
  readonly measure: Decision['measure'];
  readonly scenario: string;
  readonly reason: string;
  readonly from: number;
  readonly until: number;
  /** Name of the guard that decided. */
  readonly by: string;
  readonly shadow: boolean;
  readonly held: boolean;
  readonly strike: number;
  readonly confirmedBy: string | null;
  readonly ended: { readonly at: number; readonly by: string; readonly why: string } | null;
}

/** How this guard is, and what passed it since it started. */
export interface Heartbeat {
  readonly version: 1;
  /** Names this run; the counters begin at zero with each. */
  readonly run: string;
  readonly sent: number;
  readonly started: number;
  readonly requests: number;
  readonly blocked: number;
  readonly alerts: number;
  readonly scenarios: readonly { readonly name: string; readonly alerts: number }[];
  readonly sources: readonly { readonly name: string; readonly behindBytes: number }[];
  readonly bouncers: readonly { readonly name: string; readonly up: boolean }[];
  readonly topSources: readonly TopSource[];
  readonly unwritten: number;
  readonly unsent: number;
}

export interface TopSource {
  readonly address: string;
  readonly requests: number;
  readonly alerts: number;
}
