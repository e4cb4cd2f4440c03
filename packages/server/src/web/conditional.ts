import { Refusal } from '../refusal.ts';

/** The entity tag of a version number. Source: RFC 9110 §8.8.3. */
export const versionTag = (version: number): string => `"v${version}"`;

/**
 * The version a change was based on, from If-Match; null for `*`. Throws a Refusal when the header is missing or is
 * not one of our tags.
 */
export function expectedVersion(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined)
    throw new Refusal(
      'precondition-required',
      'Send If-Match with the ETag you last read, so that no change is lost.',
    );
  if (ifMatch.trim() === '*') return null;
  const version = /^"v(\d{1,9})"$/.exec(ifMatch.trim())?.[1];
  if (version === undefined)
    throw new Refusal(
      'bad-request',
      `If-Match: expected an ETag of ours like "v3", got ${ifMatch.slice(0, 40)}.`,
    );
  return Number(version);
}
