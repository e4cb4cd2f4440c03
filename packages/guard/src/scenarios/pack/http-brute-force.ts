import type { Event } from '../../logs/event.ts';
import { packScenario, requests } from './pack-scenario.ts';

/** A refused login: the server says so, or a form was posted and turned away. */
export function isRefusedLogin(event: Event): boolean {
  if (event.kind === 'auth-failed') return !event.source.startsWith('fail2ban:');
  if (event.kind === 'http-access' && event.status !== 401 && event.status !== 403) return false;
  if (event.more?.['sub_type'] === 'auth_fail') return true;
  if (event.kind !== 'http-access') return false;
  return (event.status === 401 && event.user !== '') || isLoginForm(event);
}

/** An API that refuses every call of an app with an old token is no login. */
const isLoginForm = (event: Event) => event.method === 'POST' && loginPath.test(event.path);
const loginPath =
  /\/(?:log-?in|sign-?in|auth|authenticate|sessions?|wp-login\.php|xmlrpc\.php|user_session|oauth2?\/token)(?:\.\w{1,5})?\/?$/i;

/**
 * An office behind one address mistypes now and then, and gets in far more often. An attacker with an account of his
 * own would have to log in three times for every guess.
 */
export function loginRelief(event: Event): number {
  return event.status >= 200 && event.status < 400 && isLoginForm(event) ? 0.34 : 0;
}

const basicAuth = (count: number, everySeconds: number) => {
  const { format, lines } = requests(count, 'PROPFIND /calendar', { status: 401, everySeconds });
  return { format, lines: lines.map((line) => line.replace(' - - [', ' - ann [')) };
};

export const httpBruteForce = packScenario({
  name: 'bugheist/http-brute-force',
  description: 'Many refused logins in a short time',
  weakness: 'CWE-307',
  advice: 'Limit attempts for an account too, and offer a second factor.',
  kinds: ['http-access', 'http-error', 'auth-failed'],
  marks: ['refused', 'sent'],
  when: isRefusedLogin,
  relief: loginRelief,
  capacity: 8,
  leakMs: 15_000,
  behavior: 'http:bruteforce',
  service: 'http',
  confidence: 3,
  examples: {
    attacks: [
      requests(12, 'POST /login', { status: 401 }),
      requests(12, 'POST /wp-login.php', { status: 403 }),
      basicAuth(12, 1),
    ],
    ordinary: [
      requests(4, 'POST /login', { status: 401 }),
      requests(400, 'GET /api/me', { status: 401 }),
      requests(400, 'POST /api/v1/events', { status: 401 }),
      requests(100, 'POST /session/keepalive', { status: 403 }),
      basicAuth(25, 15),
      requests(20, 'POST /login', { status: 401, everySeconds: 60 }),
      requests(40, 'POST /login', { status: 302, everySeconds: 3 }),
    ],
  },
});
