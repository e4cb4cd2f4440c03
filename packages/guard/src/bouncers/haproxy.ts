import type { Decision } from '../decisions/decision.ts';
import type { Bouncer } from './bouncer.ts';
import { type MapFiles, type MapFilesOptions, mapEntries, mapFilesBouncer } from './map-files.ts';

/** Map files for HAProxy's `map_ip` and `map_str`; `docs/guide/guard.md` has the lines that read them. */
export function haproxyBouncer(options: MapFilesOptions): Bouncer {
  return mapFilesBouncer('haproxy', haproxyFiles, options);
}

/**
 * `bugheist-addresses.map`: address or range to measure, on every host. `bugheist-ranges.map`: range to its name, and
 * `bugheist-hosts.map`: `host|address` or `host|range` to measure.
 */
export function haproxyFiles(decisions: readonly Decision[]): MapFiles {
  const entries = mapEntries(decisions);
  const everywhere = entries.filter(({ host }) => host === '');
  const onHosts = entries.filter(({ host }) => host !== '');
  const ranges = [...new Set(onHosts.map(({ value }) => value).filter((value) => value.includes('/')))];
  return {
    'bugheist-addresses.map': lines(everywhere.map(({ value, measure }) => `${value} ${measure}`)),
    'bugheist-ranges.map': lines(ranges.map((range) => `${range} ${range}`)),
    'bugheist-hosts.map': lines(onHosts.map(({ host, value, measure }) => `${host}|${value} ${measure}`)),
  };
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
