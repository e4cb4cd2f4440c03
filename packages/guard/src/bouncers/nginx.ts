import type { Decision } from '../decisions/decision.ts';
import type { Bouncer } from './bouncer.ts';
import { type MapFiles, type MapFilesOptions, mapEntries, mapFilesBouncer } from './map-files.ts';

/** Files for nginx's `geo` and `map`; `docs/guide/guard.md` has the few lines that include them. */
export function nginxBouncer(options: MapFilesOptions): Bouncer {
  return mapFilesBouncer('nginx', nginxFiles, options);
}

/**
 * `bugheist-geo.conf`: address to measure, on every host. `bugheist-ranges.conf`: range to its name, so that
 * `bugheist-hosts.conf` can join host and range into one key.
 */
export function nginxFiles(decisions: readonly Decision[]): MapFiles {
  const entries = mapEntries(decisions);
  const everywhere = entries.filter(({ host }) => host === '');
  const onHosts = entries.filter(({ host }) => host !== '');
  const ranges = [...new Set(onHosts.map(({ value }) => value).filter((value) => value.includes('/')))];
  return {
    'bugheist-geo.conf': lines(everywhere.map(({ value, measure }) => `${value} ${measure};`)),
    'bugheist-ranges.conf': lines(ranges.map((range) => `${range} "${range}";`)),
    'bugheist-hosts.conf': lines(onHosts.map(({ host, value, measure }) => `"${host}|${value}" ${measure};`)),
  };
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
