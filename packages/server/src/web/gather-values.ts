import type { FormValues } from './route.ts';

/**
 * Name → value of a form or a query string; a repeated name has the list of its values. Line breaks become `\n`, which
 * a browser sends as CRLF; NUL is no text, PostgreSQL refuses it, and is left out.
 */
export function gatherValues(pairs: Iterable<[string, string]>): FormValues {
  const values: Record<string, string | string[]> = Object.create(null);
  for (const [name, raw] of pairs) {
    const value = raw.replaceAll('\r\n', '\n').replaceAll('\0', '');
    const present = values[name];
    if (present === undefined) values[name] = value;
    else if (typeof present === 'string') values[name] = [present, value];
    // One list that grows: with a copy for each value, a body of 300 kB that repeats one name takes 45 s of CPU, before anybody asked who sends it.
    else present.push(value);
  }
  return values;
}
