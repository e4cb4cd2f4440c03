import type { Event } from '../../logs/event.ts';
import { packScenario, requests } from './pack-scenario.ts';

/** A refused login: the server says so, or a form was posted and turned away. */
export function isRefusedLogin(event: Event): boolean {
  if (event.kind === 'auth-failed') return !event.source.startsWith('fail2ban:');
  if (event.kind === 'http-access' && event.status !== 401 && event.status !== 403) return false;
  if (event.more?.['sub_type'] === 'auth_fail') return true;
  if (event.kind !== 'http-access') return false;
  return event.status === 401 ? event.user !== '' || event.method === 'POST' : isLoginForm(event);
}

const isLoginForm = (event: Event) =>
  event.method === 'POST' &&
  /\/(?:log-?in|sign-?in|auth|session|wp-login\.php|xmlrpc\.php|user_session)\b/i.test(event.path);

export const httpBruteForce = packScenario({
  name: 'bugheist/http-brute-force',
  description: 'Many refused logins in a short time',
  weakness: 'CWE-307',
  advice: 'Limit attempts for an account too, and offer a second factor.',
  kinds: ['http-access', 'http-error', 'auth-failed'],
  when: isRefusedLogin,
  capacity: 6,
  leakMs: 20_000,
  behavior: 'http:bruteforce',
  service: 'http',
  confidence: 3,
  examples: {
    attacks: [
      requests(9, 'POST /login', { status: 401 }),
      requests(9, 'POST /wp-login.php', { status: 403 }),
    ],
    ordinary: [
      requests(4, 'POST /login', { status: 401 }),
      requests(40, 'GET /api/me', { status: 401 }),
      requests(20, 'POST /login', { status: 401, everySeconds: 60 }),
      requests(40, 'POST /login', { status: 302, everySeconds: 3 }),
    ],
  },
});
