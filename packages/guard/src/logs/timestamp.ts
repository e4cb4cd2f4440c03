/** Milliseconds of a civil date written without its zone. Month counts from 0. */
export type Civil = (
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
) => number;

export const utc: Civil = (year, month, day, hour, minute, second) =>
  Date.UTC(year, month, day, hour, minute, second);

export const local: Civil = (year, month, day, hour, minute, second) =>
  new Date(year, month, day, hour, minute, second).getTime();

/** Civil time of a named zone (`Europe/Zurich`). Throws RangeError when the zone isn't known. */
export function civilIn(timeZone: string): Civil {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const offsetAt = (t: number) => {
    const name = format.formatToParts(t).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const match = /^GMT([+-])(\d\d):(\d\d)/.exec(name);
    return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * 60_000 : 0;
  };
  return (...parts) => {
    const asUtc = Date.UTC(...parts);
    const first = asUtc - offsetAt(asUtc);
    return asUtc - offsetAt(first);
  };
}

let lastClf = '';
let lastClfTime = 0;

/** `18/Jul/2025:14:14:47 -0400` at `at`, 26 characters; 0 when it isn't one. The last one is remembered: neighbouring lines share it. */
export function clfTime(line: string, at: number): number {
  if (lastClf !== '' && line.startsWith(lastClf, at)) return lastClfTime;
  const month = monthAt(line, at + 3);
  const day = digits(line, at, 2);
  const year = digits(line, at + 7, 4);
  const hour = digits(line, at + 12, 2);
  const minute = digits(line, at + 15, 2);
  const second = digits(line, at + 18, 2);
  const zone = zoneAt(line, at + 21);
  if (month < 0 || day < 0 || year < 0 || hour < 0 || minute < 0 || second < 0 || Number.isNaN(zone))
    return 0;
  lastClf = copy(line.slice(at, at + 26));
  lastClfTime = Date.UTC(year, month, day, hour, minute, second) - zone;
  return lastClfTime;
}

/** `2025-07-18T14:14:47.123Z`, `+02:00`, a blank or `/` for separators; without a zone `civil` decides. 0 when it isn't one. */
export function isoTime(text: string, civil: Civil): number {
  const match =
    /^(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\s?(Z|[+-]\d\d:?\d\d)?/.exec(text);
  if (!match) return 0;
  const [, year, month, day, hour, minute, second, fraction = '0', zone] = match;
  const ms = Math.floor(Number(`0.${fraction}`) * 1000);
  const parts = [year, month, day, hour, minute, second].map(Number);
  const [y = 0, mo = 1, d = 1, h = 0, mi = 0, s = 0] = parts;
  if (zone === undefined) return civil(y, mo - 1, d, h, mi, s) + ms;
  return Date.UTC(y, mo - 1, d, h, mi, s) + ms - zoneOffset(zone);
}

/**
 * `Jul  8 10:44:36` of syslog, which has no year: the latest one that doesn't lie more than a day after `now`,
 * so that a clock running ahead isn't sent back a year. 0 when it isn't one.
 */
export function syslogTime(text: string, now: number, civil: Civil): number {
  const match = /^([A-Z][a-z]{2})\s+(\d{1,2}) (\d\d):(\d\d):(\d\d)/.exec(text);
  const month = match ? monthAt(match[1] ?? '', 0) : -1;
  if (!match || month < 0) return 0;
  const year = new Date(now).getUTCFullYear();
  const at = (inYear: number) =>
    civil(inYear, month, Number(match[2]), Number(match[3]), Number(match[4]), Number(match[5]));
  const ahead = at(year + 1) - now <= dayMs;
  if (ahead) return at(year + 1);
  return at(year) - now > dayMs ? at(year - 1) : at(year);
}

/** `Sat Jul 20 21:34:49.453232 2013` of Apache's error log; 0 when it isn't one. */
export function apacheErrorTime(text: string, civil: Civil): number {
  const match = /^[A-Z][a-z]{2} ([A-Z][a-z]{2})\s+(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d+))? (\d{4})$/.exec(
    text,
  );
  const month = match ? monthAt(match[1] ?? '', 0) : -1;
  if (!match || month < 0) return 0;
  const [, , day, hour, minute, second, fraction = '0', year] = match;
  const ms = Math.floor(Number(`0.${fraction}`) * 1000);
  return civil(Number(year), month, Number(day), Number(hour), Number(minute), Number(second)) + ms;
}

/** `14/Jan/2015:12:48:57.127` of HAProxy, without a zone; 0 when it isn't one. */
export function haproxyTime(text: string, civil: Civil): number {
  const month = monthAt(text, 3);
  const day = digits(text, 0, 2);
  const year = digits(text, 7, 4);
  const hour = digits(text, 12, 2);
  const minute = digits(text, 15, 2);
  const second = digits(text, 18, 2);
  if (month < 0 || day < 0 || year < 0 || hour < 0 || minute < 0 || second < 0) return 0;
  const ms = text.charCodeAt(20) === 46 ? digits(text, 21, 3) : 0;
  return civil(year, month, day, hour, minute, second) + Math.max(0, ms);
}

/** A slice keeps the whole chunk it was cut from alive; a copy doesn't. */
export function copy(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

const dayMs = 86_400_000;
const months = 'JanFebMarAprMayJunJulAugSepOctNovDec';

function monthAt(line: string, at: number): number {
  const found = months.indexOf(line.slice(at, at + 3));
  return found < 0 || found % 3 !== 0 || line.length < at + 3 ? -1 : found / 3;
}

function digits(line: string, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) {
    const code = line.charCodeAt(i);
    if (!(code >= 48 && code <= 57)) return -1;
    value = value * 10 + code - 48;
  }
  return value;
}

function zoneAt(line: string, at: number): number {
  const sign = line.charCodeAt(at);
  const hours = digits(line, at + 1, 2);
  const minutes = digits(line, at + 3, 2);
  if ((sign !== 43 && sign !== 45) || hours < 0 || minutes < 0) return Number.NaN;
  return (sign === 45 ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function zoneOffset(zone: string): number {
  if (zone === 'Z') return 0;
  const bare = zone.replace(':', '');
  return zoneAt(bare, 0);
}
