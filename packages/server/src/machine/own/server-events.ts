import { type Event, event } from '@bugheist/guard/logs/event';
import { urls } from '../../urls.ts';

/**
 * What one answered request means to the scenarios. The addresses of this server are pages for people who write about
 * attacks: what they search and filter by is not judged where a page answered it.
 */
export function serverEvents(request: Event): readonly Event[] {
  const answered = { ...request, host: '', ...(isNoPage(request.status) ? {} : { args: null }) };
  if (request.status === 429)
    return [answered, event({ ...answered, kind: 'http-error', more: { sub_type: 'req_limit_exceeded' } })];
  if (isRefusedSecret(request)) return [answered, event({ ...answered, kind: 'auth-failed' })];
  return [answered];
}

/** Answered as an address that is not there or not understood. */
const isNoPage = (status: number): boolean => [400, 404, 405, 421].includes(status);

/** A wrong password, code or claim phrase: all of them draw their form again. */
const isRefusedSecret = ({ method, path, status }: Event): boolean =>
  method === 'POST' && secrets.has(path) && status >= 400 && status < 500;

const secrets: ReadonlySet<string> = new Set([
  urls.signIn,
  urls.signInSecondFactor,
  urls.signInPasskey,
  urls.reauthenticate,
  urls.claim,
]);
