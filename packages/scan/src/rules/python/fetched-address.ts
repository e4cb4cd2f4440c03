import type { Taint, Value } from './flow/value.ts';
import { type Judgement, judgeOutside } from './judge.ts';

/** What fetches an address; other things have methods of these names, too. */
export const fetchingMethods = [
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'head',
  'options',
  'request',
  'stream',
  'urlopen',
  'urlretrieve',
  'open',
  'Request',
  'retrieve',
];

const clients =
  /^(requests(\.api|\.sessions)?|requests\.(Session|session)\(\)|httpx(\.(Async)?Client\(\))?|aiohttp(\.ClientSession\(\))?|session|client|urllib3\.PoolManager\(\)|http|urllib[23]?(\.request)?|urllib\.request\.\w+\(\)|six\.moves\.urllib\.request|pycurl\.Curl\(\)|httplib2?\.Http\(\))/;

export const fetching = new RegExp(`${clients.source}\\.(${[...fetchingMethods, 'URLopener'].join('|')})$`);

/** Whether the host of an address made from outside input is the sender's to choose. */
export function hostIsFree(value: Value): boolean {
  return !/^[a-z][a-z0-9+.-]*:\/\/[^/?#]+[/?#]/i.test(value.prefix) && !/^\/[^/]/.test(value.prefix);
}

/** Of an address that has part of a request where its host stands. */
export const hostJudged = (value: Value): Judgement | null =>
  value.built && /[a-z]:\/\/[^/?#\s"'<>]*$/i.test(value.prefix) ? judgeOutside(value, 'web') : null;

export const isOwnHost = ({ taint }: Value): boolean =>
  /request\.(host|headers|META|get_host|host_url|url_root)\b/.test(firstStep(taint)) &&
  /\bhost/i.test(firstStep(taint));

export function firstStep(taint: Taint | null): string {
  let first = taint?.step ?? null;
  while (first?.before) first = first.before;
  return first?.message ?? '';
}
