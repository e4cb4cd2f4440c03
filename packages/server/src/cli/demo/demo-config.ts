import type { Config } from '../../config.ts';

/**
 * The operator's settings for a throw-away instance of invented people: it keeps everything in its own directory, and
 * nothing of it reaches a mail server, a bucket or whoever hears alarms, whatever the environment names for the real one.
 */
export const demoConfig = (config: Config, dataDirectory: string): Config => ({
  ...config,
  environment: 'demo',
  dataDirectory,
  databaseUrl: null,
  storageUrl: null,
  smtpUrl: null,
  alerts: { mail: [], webhook: null },
});
