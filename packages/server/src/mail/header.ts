/** A header's value on one line: line breaks and other control characters would start headers of their own. */
export const oneLine = (value: string): string => value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/**
 * Whether a string is one plain address as mail servers deliver to: no list, no display name, no comment, no quoted
 * part. Narrower than RFC 5321 on purpose, since whatever passes is handed to a mail server.
 */
export const isAddress = (value: string): boolean =>
  value.length <= 254 &&
  /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(
    value,
  );

/** Headers a letter may bring along; everything else is the mailer's. */
const allowed = new Set([
  'list-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'references',
  'in-reply-to',
]);

/** Throws a TypeError for a header that is not in the list or has more than one line. */
export function checkHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!allowed.has(name.toLowerCase()))
      throw new TypeError(`A letter may set ${[...allowed].join(', ')}; got "${name}".`);
    if (value !== oneLine(value))
      throw new TypeError(`Header ${name}: expected one line without control characters.`);
  }
}
