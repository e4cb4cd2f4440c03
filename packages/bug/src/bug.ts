import type { AssetType } from './asset.ts';
import type { Kind } from './kind.ts';
import type { Severity } from './severity.ts';
import type { Source } from './sighting.ts';
import type { Disclosure, State } from './state.ts';

/** Something wrong with an asset, in the words all rooms share. Who may see which of it is not said here. */
export interface Bug {
  number: BugNumber;
  title: string;
  kind: Kind;
  state: State;
  /** Null until somebody rated it. */
  severity: Severity | null;
  /** As `formatVector` writes it. */
  cvssVector: string | null;
  /** CWE number. */
  weakness: number | null;
  asset: { type: AssetType; name: string } | null;
  disclosure: Disclosure;
  deadlines: Deadlines;
  /** Who still sees it; a bug nobody sees any more may be fixed. */
  seenBy: readonly Source[];
  firstSeenAt: Date;
  lastSeenAt: Date;
}

/** When the organization has promised to have done what; null where it promised nothing or did it. */
export interface Deadlines {
  firstAnswer: Date | null;
  triage: Date | null;
  reward: Date | null;
  resolution: Date | null;
}

/** A bug's name in the world: `ACME-42` in addresses, mail subjects and talk. */
export interface BugNumber {
  /** The organization's key. */
  key: string;
  /** From 1, within the organization. */
  number: number;
}

/** Two to ten capital letters and digits, a letter first. */
export const isOrganizationKey = (text: string): boolean => /^[A-Z][A-Z0-9]{1,9}$/.test(text);

/** Throws a RangeError when the key or the number can be none. */
export function formatBugNumber({ key, number }: BugNumber): string {
  if (!isOrganizationKey(key))
    throw new RangeError(
      `Expected an organization key such as ACME, came "${key}". Pass the key, not the name.`,
    );
  if (!Number.isInteger(number) || number < 1 || number > maxNumber)
    throw new RangeError(
      `Expected a whole number from 1 to ${maxNumber} for a bug of ${key}, came ${number}.`,
    );
  return `${key}-${number}`;
}

/** Null when the text is no bug's number. Lower case is understood, because people type it. */
export function parseBugNumber(text: string): BugNumber | null {
  const [, key = '', number = ''] = /^([a-z][a-z0-9]{1,9})-([1-9]\d{0,8})$/i.exec(text.trim()) ?? [];
  return key === '' ? null : { key: key.toUpperCase(), number: Number(number) };
}

const maxNumber = 999_999_999;
