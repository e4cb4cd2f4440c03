import { argument, type Call, hasSpread, isKeyword } from './flow/call.ts';
import type { Look } from './python-rule.ts';

export const words =
  /\b(set_cookie|set_secure_cookie|set_signed_cookie|(SESSION|CSRF|REMEMBER)_COOKIE_\w+|UnencryptedCookieSessionFactoryConfig|AuthTktCookieHelper|AuthTktAuthenticationPolicy|CookieCSRFStoragePolicy|SessionMiddleware)\b|SessionFactory\b/;

export const setting = ['set_cookie', 'set_secure_cookie', 'set_signed_cookie'];

/** What sets cookies later, by the flags it is made with. Source: Pyramid's and Starlette's reference. */
export const making = [
  'AuthTktCookieHelper',
  'AuthTktAuthenticationPolicy',
  'SignedCookieSessionFactory',
  'BaseCookieSessionFactory',
  'UnencryptedCookieSessionFactoryConfig',
  'CookieCSRFStoragePolicy',
];

/** Whether a browser is given a cookie here, by flags that are all in the text. */
export function setsCookie(call: Call, look: Look): boolean {
  if (hasSpread(call)) return false;
  if (!setting.includes(call.method)) return true;
  // The jar of a client is handed a whole cookie.
  if (call.arguments.length < 2 || /jar\b|\bclient|\bsession\b/i.test(call.name)) return false;
  const isDeletion =
    isKeyword(call, 'max_age', '0', look.textOf) || isKeyword(call, 'expires', '0', look.textOf);
  return !isDeletion;
}

export function lacks(call: Call, look: Look, ...keywords: readonly string[]): boolean {
  const given = keywords.map((keyword) => argument(call, -1, keyword)).find((one) => one !== null);
  // Falcon sets both flags of itself.
  if (!given) return !/\bfalcon\b/.test(look.file.text) || keywords.includes('samesite');
  return /^(False|None|["']None["'])$/.test(look.textOf(given.node));
}

export function isOff(assignment: Parameters<Look['report']>[0], look: Look): boolean {
  const right = assignment.children.at(-1);
  return right !== undefined && look.textOf(right) === 'False';
}
