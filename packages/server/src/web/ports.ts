import type { ClaimActor, GuardActor, PersonActor } from '../permission/actor.ts';
import type { Tx } from './register.ts';
import type { SignedIn } from './signed-in.ts';

/** What the kernel needs from the rooms above; `main.ts` supplies it. */
export interface Ports {
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Single statements without a transaction: what a GET gets. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Null when the cookie belongs to no living session. */
  signedIn(tx: Tx, sessionToken: string, now: Date): Promise<SignedIn | null>;
  /** Null when the token is unknown, revoked or expired. */
  tokenActor(tx: Tx, token: string, now: Date): Promise<PersonActor | GuardActor | null>;
  /** Null when the cookie is forged or old, or the report was adopted. */
  claimActor(tx: Tx, cookie: string, now: Date): Promise<ClaimActor | null>;
  /** After the answer to a signed-in person: the session list shows when each was last used. Nobody waits for it. */
  noteSession(sessionId: string, now: Date): void;
  /**
   * Claims an Idempotency-Key for a request. Null the first time; the earlier answer when the same request was
   * answered before. Throws a Refusal `conflict` when the key was used for another request.
   */
  recallAnswer(tx: Tx, key: IdempotencyKey, now: Date): Promise<KeptAnswer | null>;
  keepAnswer(tx: Tx, key: IdempotencyKey, answer: KeptAnswer): Promise<void>;
  log: Log;
}

export interface Log {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

export interface IdempotencyKey {
  personId: string;
  key: string;
  requestHash: Uint8Array;
}

export interface KeptAnswer {
  status: number;
  body: unknown;
}
