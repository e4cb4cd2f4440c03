/** What the administrators of an instance decide about it. */
export interface InstanceSettings {
  /** How the instance calls itself, in its header and to search engines. */
  name: string;
  /** Whether anybody may create an account, or only whoever was invited. */
  signUp: 'open' | 'invitation';
  /** How bugs start in a new organization that are not about security. */
  defaultDisclosure: 'private' | 'full';
}

export type SettingKey = 'instance-name' | 'sign-up' | 'default-disclosure';

/** Where each is kept. */
export const settingKeys = {
  name: 'instance-name',
  signUp: 'sign-up',
  defaultDisclosure: 'default-disclosure',
} as const satisfies Record<keyof InstanceSettings, SettingKey>;

export const longestName = 40;

/** What is stored, with the default for everything nobody has decided or that an older version wrote otherwise. */
export function settingsFrom(stored: ReadonlyMap<string, unknown>): InstanceSettings {
  const name = stored.get(settingKeys.name);
  return {
    name: typeof name === 'string' && name !== '' ? name : 'BugHeist',
    signUp: stored.get(settingKeys.signUp) === 'invitation' ? 'invitation' : 'open',
    defaultDisclosure: stored.get(settingKeys.defaultDisclosure) === 'full' ? 'full' : 'private',
  };
}
