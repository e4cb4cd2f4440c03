/** A bug's name in the world: `ACME-42` in addresses, mail subjects and talk. */
export interface BugNumber {
  /** The organization's key. */
  key: string;
  number: number;
}

export const formatBugNumber = ({ key, number }: BugNumber): string => `${key}-${number}`;

/** Null when the text is none. Lower case is understood, because people type it. */
export function parseBugNumber(text: string): BugNumber | null {
  const [, key, number] = /^([a-z][a-z0-9]{1,9})-([1-9]\d{0,8})$/i.exec(text.trim()) ?? [];
  return key === undefined || number === undefined
    ? null
    : { key: key.toUpperCase(), number: Number(number) };
}
