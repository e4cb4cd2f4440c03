/** What is done about one attacker. Times are milliseconds of wall time. */
export interface Decision {
  readonly id: string;
  readonly scope: DecisionScope;
  /** Address, range, session, user name, `CH` or `AS64496`, as `scope` says. */
  readonly value: string;
  /** The virtual host it holds for; `''` is every host and every port. */
  readonly host: string;
  readonly measure: 'ban' | 'limit';
  readonly scenario: string;
  readonly reason: string;
  /** Log lines, oldest first, control bytes made visible. At most 20. */
  readonly evidence: readonly string[];
  readonly from: number;
  readonly until: number;
  /** shared: another guard's, or the server's. */
  readonly origin: 'guard' | 'operator' | 'shared';
  /** Written down, not enforced. */
  readonly shadow: boolean;
  /** Waits for a person: more bans than allowed in a minute. */
  readonly held: boolean;
  /** How often this target was decided about lately, this time included. */
  readonly strike: number;
}

export type DecisionScope = 'ip' | 'range' | 'session' | 'username' | 'country' | 'as';

/** A decision that was ended before its time. */
export interface Ending {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly why: string;
}

export function isInForce(decision: Decision, now: number): boolean {
  return !decision.shadow && !decision.held && decision.from <= now && now < decision.until;
}

/** One name for "the same target": a second decision about it prolongs the first. */
export function targetKey(decision: Pick<Decision, 'scope' | 'value' | 'host'>): string {
  return `${decision.scope} ${decision.value} ${decision.host}`;
}

/** A log line fit for a terminal, a page and a ticket: no control bytes, no bidirectional overrides, at most 500 characters. */
export function presentable(line: string): string {
  const shown = line.length > 500 ? `${line.slice(0, 499)}…` : line;
  return shown.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}
