import { formatDuration } from '../scenarios/duration.ts';

/** How hard and how long. */
export interface Policy {
  /** First ban of a target. */
  readonly banMs: number;
  /** Each further one lasts this many times longer. */
  readonly escalation: number;
  readonly longestBanMs: number;
  /** Strikes older than this are forgotten. */
  readonly memoryMs: number;
  /** More new bans than this within a minute wait for a person. */
  readonly bansPerMinute: number;
  /** Until then everything is written down and nothing enforced. */
  readonly shadowUntil: number;
  /** Scenarios that only ever watch. */
  readonly shadowScenarios: ReadonlySet<string>;
}

export const defaultPolicy: Omit<Policy, 'shadowUntil'> = {
  banMs: 4 * 3_600_000,
  escalation: 4,
  longestBanMs: 30 * 86_400_000,
  memoryMs: 30 * 86_400_000,
  bansPerMinute: 30,
  shadowScenarios: new Set(),
};

/** How long the `strike`th ban lasts. */
export function banLength(strike: number, policy: Policy): number {
  return Math.min(policy.longestBanMs, policy.banMs * policy.escalation ** (Math.max(1, strike) - 1));
}

/** `3rd decision in 30d`, for people. */
export function describeStrike(strike: number, policy: Policy): string {
  return strike <= 1 ? 'first time' : `time ${strike} within ${formatDuration(policy.memoryMs)}`;
}
