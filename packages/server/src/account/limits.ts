import type { Limit } from './throttle.ts';

/**
 * How often passwords and codes may be tried and letters be asked for. A person's own slips fit in. A guesser gets
 * fewer than two hundred tries a day at one account from however many machines, and from one machine too few to use up
 * what the account has, so that one machine cannot lock its owner out.
 *
 * Source: NIST SP 800-63B §5.2.2 asks for at most 100 failures in a row.
 */
export const limits = {
  signInFromAddress: { name: 'sign-in address', burst: 40, intervalSeconds: 15 },
  signInToAccount: { name: 'sign-in account', burst: 50, intervalSeconds: 600 },
  signInFromAddressToAccount: { name: 'sign-in pair', burst: 8, intervalSeconds: 600 },
  secondFactor: { name: 'second-factor', burst: 10, intervalSeconds: 600 },
  confirmIdentity: { name: 'confirm-identity', burst: 8, intervalSeconds: 120 },
  letterToAddress: { name: 'letter', burst: 4, intervalSeconds: 1800 },
  letterFromAddress: { name: 'letter-from', burst: 12, intervalSeconds: 300 },
} as const satisfies Record<string, Limit>;
