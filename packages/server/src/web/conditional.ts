import { createHash } from 'node:crypto';
import { Refusal } from '../refusal.ts';

/** The entity tag of a version number. Source: RFC 9110 §8.8.3. */
export const versionTag = (version: number): string => `"v${version}"`;

/**
 * The version a change was based on, from If-Match; null for `*`. Throws a Refusal when the header is missing or is
 * not one of our tags.
 */
export function expectedVersion(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined) throw missing();
  if (ifMatch.trim() === '*') return null;
  const version = /^"v(\d{1,9})"$/.exec(ifMatch.trim())?.[1];
  if (version === undefined)
    throw new Refusal(
      'bad-request',
      `If-Match: expected an ETag of ours like "v3", got ${ifMatch.slice(0, 40)}.`,
    );
  return Number(version);
}

/** The entity tag of something that counts no versions: of what is shown of it. */
export const contentTag = (shown: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22)}"`;

/** Throws a Refusal unless If-Match names the tag of what is there now, or is `*`. */
export function requireTag(ifMatch: string | undefined, tag: string): void {
  if (ifMatch === undefined) throw missing();
  if (ifMatch.trim() === '*' || ifMatch.trim() === tag) return;
  throw new Refusal('stale', 'This was changed since you read it. Read it again and send the change anew.');
}

const missing = (): Refusal =>
  new Refusal(
    'precondition-required',
    'Send If-Match with the ETag you last read, so that no change is lost.',
  );
