import pg from 'pg';
import type { DatabaseLog } from './database.ts';

export interface Listener {
  onMessage(payload: string): void;
  onGap(): void;
  log: DatabaseLog | undefined;
}

/**
 * Listens on a connection of its own and reconnects when it is lost. A notification sent meanwhile is lost:
 * listeners treat one as a hint to look, never as the news itself.
 */
export async function listenOn(
  config: pg.ClientConfig,
  channel: string,
  { onMessage, onGap, log }: Listener,
): Promise<() => Promise<void>> {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const connect = async (): Promise<void> => {
    const next = new pg.Client(config);
    next.on('error', (error) => lost(next, error));
    next.on('notification', ({ payload }) => onMessage(payload ?? ''));
    await next.connect();
    await next.query(`listen ${pg.escapeIdentifier(channel)}`);
    client = next;
    if (stopped) await next.end();
  };
  const lost = (which: pg.Client, error: Error): void => {
    if (stopped || which !== client) return;
    client = null;
    log?.warn(`Listening connection lost (${error.message}); reconnecting.`);
    retry();
  };
  const retry = (): void => {
    timer = setTimeout(() => {
      connect().then(
        () => onGap(),
        () => !stopped && retry(),
      );
    }, 1000);
  };

  await connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end();
  };
}
