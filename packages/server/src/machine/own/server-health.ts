import { renderMetrics } from '@bugheist/guard/metrics/exposition';
import { Resources } from '@bugheist/guard/metrics/resources';
import { serveMetrics } from '@bugheist/guard/watch/metrics-server';
import type { Config } from '../../config.ts';
import { type ServerAlarmsOptions, serverAlarms } from './server-alarms.ts';
import { type ServerMetricsOptions, serverFamilies } from './server-metrics.ts';

export type ServerHealthOptions = Omit<ServerMetricsOptions, 'resources' | 'sendsMail'> &
  Omit<ServerAlarmsOptions, 'config' | 'families' | 'baseUrl'> & { config: Config };

/**
 * Watches this process from its start: metrics on a listener of their own, loopback unless told otherwise, and alarms.
 * Ends with the returned function. Rejects when the port is taken.
 */
export async function startServerHealth(options: ServerHealthOptions): Promise<() => void> {
  const { config, log } = options;
  const resources = new Resources({
    disks: [config.dataDirectory],
    certificates: config.tls ? [config.tls.certificateFile] : [],
  });
  const families = () => serverFamilies({ ...options, resources, sendsMail: config.smtpUrl !== null });
  const listener =
    config.metrics === null
      ? null
      : await serveMetrics(config.metrics.host, config.metrics.port, async () =>
          renderMetrics(await families()),
        );
  if (listener && config.metrics)
    log.info({}, `metrics on http://${config.metrics.host}:${listener.port}/metrics`);
  const check = serverAlarms({ ...options, config: config.alerts, families, baseUrl: config.baseUrl });
  const failed = (error: unknown) => log.error({ error }, 'this server could not look how it is');
  const checking = setInterval(() => void check().catch(failed), 60_000).unref();
  return () => {
    clearInterval(checking);
    listener?.stop();
    resources.stop();
  };
}
