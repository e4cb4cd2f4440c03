import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bouncer } from '../bouncers/bouncer.ts';
import { haproxyBouncer } from '../bouncers/haproxy.ts';
import { nftablesBouncer } from '../bouncers/nftables.ts';
import { nginxBouncer } from '../bouncers/nginx.ts';
import { webhookBouncer } from '../bouncers/webhook.ts';
import type { BouncerConfig, Config } from '../config/config.ts';
import type { NeverBan } from '../decisions/never-ban.ts';
import type { IncidentSink } from '../incidents/incident.ts';
import { fileSink, httpSink } from '../incidents/sinks.ts';
import { Alarms } from '../metrics/alarm.ts';
import { renderMetrics } from '../metrics/exposition.ts';
import { notify } from '../metrics/notify.ts';
import { Resources } from '../metrics/resources.ts';
import { httpExchange } from '../sharing/http-exchange.ts';
import { type Geography, geographyOf } from './geography.ts';
import { Guard } from './guard.ts';
import { serveMetrics } from './metrics-server.ts';
import { scenarioSet } from './scenario-set.ts';
import { type RunningSource, startSource } from './sources.ts';
import { lockState } from './state-lock.ts';

export interface RunOptions {
  readonly now: () => number;
  readonly newId: () => string;
  readonly log: (message: string) => void;
  readonly stdin: Readable;
  /** Ends the run cleanly. */
  readonly signal: AbortSignal;
}

export const journalPath = (config: Config) => `${config.stateDirectory}/decisions.log`;

export function neverBanOf(config: Config, { allowedPlace }: Geography): NeverBan {
  const { allowed, trusted: trustedProxies, present, mayBanPrivate } = config;
  return { allowed, trustedProxies, present, allowedPlace, mayBanPrivate };
}

/** Runs a configured guard until the signal, or until its last source ends. Throws ConfigError when another one runs. */
export async function runConfigured(config: Config, options: RunOptions): Promise<void> {
  using _lock = lockState(config.stateDirectory, config.file);
  const { now, log } = options;
  const geography = geographyOf(config.geography, config.file);
  const { scenarios, warnings } = scenarioSet(config.scenarios, config.sources, geography, config.file);
  for (const warning of warnings) log(warning);
  const guard = new Guard({
    scenarios,
    journalPath: journalPath(config),
    policy: { ...config.decisions, shadowScenarios: config.scenarios.shadow },
    shadowMs: config.decisions.shadowMs,
    never: neverBanOf(config, geography),
    deniedPlaces: geography.denied,
    bouncers: bouncersOf(config.bouncers),
    sinks: sinksOf(config, options.newId()),
    exchange: config.server && httpExchange(config.server),
    now,
    newId: options.newId,
    log,
  });
  const resources = new Resources(config.metrics);
  const sources = await Promise.all(
    config.sources.map((source) => startSource(source, sourceOptions(guard, config, options))),
  );
  const states = () => sources.map(({ state }) => state());
  const families = () => [...guard.families(states()), ...resources.families()];
  const metrics =
    config.metrics.port === null
      ? null
      : await serveMetrics(config.metrics.host, config.metrics.port, () => renderMetrics(families()));
  if (metrics) log(`metrics on http://${config.metrics.host}:${metrics.port}/metrics`);
  log(`watching ${sources.length} sources with ${scenarios.length} scenarios`);

  const alarms = new Alarms();
  const everyMinute = async () => {
    await guard.tidy();
    const changes = alarms.check(families(), now());
    for (const { name, state, message } of changes) {
      log(`${state === 'firing' ? 'alarm' : 'over'} ${name}: ${message}`);
      if (state === 'firing') guard.report(name, message);
    }
    for (const problem of await notify(changes, config.notify, now())) log(`alarm not delivered: ${problem}`);
  };
  const everySecond = () => {
    guard.noteSources(states());
    return guard.beat();
  };
  await beatUntil(ending(sources, options.signal), everySecond, everyMinute, log);

  await Promise.all(sources.map(({ stop }) => stop()));
  metrics?.stop();
  resources.stop();
  await guard.finish();
}

function sourceOptions(guard: Guard, config: Config, { now, stdin, log }: RunOptions) {
  return {
    trusted: config.trusted,
    civil: config.civil,
    now,
    stdin,
    onState: log,
    onLine: (source: string, event: Parameters<Guard['pour']>[0] | null) => {
      guard.tally.lines.add(source);
      if (event === null) guard.tally.unread.add(source);
      else guard.pour(event);
    },
  };
}

/** Resolves at the signal, or when every source has ended. */
function ending(
  sources: readonly RunningSource[],
  signal: AbortSignal,
): { done: boolean; promise: Promise<void> } {
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const endless = sources.some(({ ended }) => ended === null);
  const allEnded = Promise.all(sources.map(({ ended }) => ended)).then(() => undefined);
  const state = { done: false, promise: endless ? aborted : Promise.race([aborted, allEnded]) };
  state.promise = state.promise.then(() => {
    state.done = true;
  });
  return state;
}

async function beatUntil(
  end: { readonly done: boolean; readonly promise: Promise<void> },
  everySecond: () => Promise<void>,
  everyMinute: () => Promise<void>,
  log: (message: string) => void,
): Promise<void> {
  for (let second = 0; !end.done; second++) {
    try {
      await everySecond();
      if (second % 60 === 59) await everyMinute();
    } catch (error) {
      // A disk that is gone for a moment must not end the watch.
      if (!(error instanceof Error && 'code' in error)) throw error;
      log(`trying again: ${error.message}`);
    }
    await Promise.race([end.promise, pause(1000)]);
  }
}

function bouncersOf({ nftables, nginx, haproxy, webhook }: BouncerConfig): Bouncer[] {
  return [
    ...(nftables ? [nftablesBouncer(nftables)] : []),
    ...(nginx ? [nginxBouncer(nginx)] : []),
    ...(haproxy ? [haproxyBouncer(haproxy)] : []),
    ...(webhook ? [webhookBouncer(webhook)] : []),
  ];
}

function sinksOf({ incidents, server }: Config, run: string): IncidentSink[] {
  const { file } = incidents;
  const receiver =
    incidents.server ?? (server && { ...server, url: new URL('/api/v1/incidents', server.url).href });
  return [
    ...(file === null ? [] : [fileSink(file)]),
    ...(receiver === null ? [] : [httpSink({ ...receiver, run })]),
  ];
}
