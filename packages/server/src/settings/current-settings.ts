import type { InstanceSettings } from './instance-settings.ts';

/** The settings for what every page shows; asking for them never waits for the database. */
export interface CurrentSettings {
  get(): InstanceSettings;
  /** Reads them again at once: after a change made by this process. */
  refresh(): Promise<void>;
}

/** Another process may have changed them; this one notices within as much. */
const staleMs = 15_000;

/** Reads the settings, and again in the background when they are asked for and old. */
export async function openCurrentSettings(given: {
  read: () => Promise<InstanceSettings>;
  now: () => Date;
  /** Told when they could not be read again; the last ones go on being used. */
  failed: (error: unknown) => void;
}): Promise<CurrentSettings> {
  let settings = await given.read();
  let readAt = given.now().getTime();
  const refresh = async () => {
    settings = await given.read();
  };
  return {
    get() {
      const at = given.now().getTime();
      if (at - readAt > staleMs) {
        readAt = at;
        refresh().catch(given.failed);
      }
      return settings;
    },
    refresh,
  };
}
