/** What people may attach. Said on the form before it is reached. Sizes in bytes, as they arrive. */
export const fileLimits = {
  perFile: 10_000_000,
  perReport: 50_000_000,
  filesPerReport: 20,
  perPersonAndDay: 200_000_000,
  /** Of everybody who is not signed in, so that they cannot use up what the others need. */
  anonymousPerDay: 1_000_000_000,
  perInstanceAndDay: 5_000_000_000,
} as const;

/** What is there already when something more is to be attached. */
export interface FileUsage {
  reportFiles: number;
  reportBytes: number;
  isAnonymous: boolean;
  /** In the last 24 hours, by that person or, when anonymous, by all who are. */
  uploaderBytes: number;
  /** In the last 24 hours, by everybody. */
  instanceBytes: number;
}

export type LimitName = keyof typeof fileLimits;

/** Which limit one more file of that size would break, or null. */
export function brokenLimit(usage: FileUsage, bytes: number): LimitName | null {
  if (bytes > fileLimits.perFile) return 'perFile';
  if (usage.reportFiles + 1 > fileLimits.filesPerReport) return 'filesPerReport';
  if (usage.reportBytes + bytes > fileLimits.perReport) return 'perReport';
  const daily = usage.isAnonymous ? 'anonymousPerDay' : 'perPersonAndDay';
  if (usage.uploaderBytes + bytes > fileLimits[daily]) return daily;
  if (usage.instanceBytes + bytes > fileLimits.perInstanceAndDay) return 'perInstanceAndDay';
  return null;
}
