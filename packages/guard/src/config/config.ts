import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { MapFilesOptions } from '../bouncers/map-files.ts';
import type { NftablesOptions } from '../bouncers/nftables.ts';
import { presentOperator } from '../decisions/never-ban.ts';
import { defaultPolicy } from '../decisions/policy.ts';
import type { Jail } from '../fail2ban/jail.ts';
import { parsePlaceName } from '../geography/place.ts';
import { AddressRanges, parseRange } from '../logs/address-range.ts';
import { formats } from '../logs/formats.ts';
import { type Civil, civilIn, local } from '../logs/timestamp.ts';
import type { NotifyOptions } from '../metrics/notify.ts';
import { ConfigError, readYaml, type Section } from './section.ts';

/** What `guard.yaml` says, checked. Paths are absolute. */
export interface Config {
  readonly file: string;
  readonly stateDirectory: string;
  readonly sources: readonly SourceConfig[];
  readonly scenarios: ScenarioConfig;
  readonly trusted: AddressRanges;
  readonly allowed: AddressRanges;
  readonly present: ReadonlySet<string>;
  readonly mayBanPrivate: boolean;
  readonly geography: GeographyConfig;
  readonly decisions: DecisionConfig;
  readonly bouncers: BouncerConfig;
  readonly incidents: IncidentConfig;
  /** The BugHeist server through which guards share decisions, and which shows how they are. */
  readonly server: { readonly url: string; readonly token: string } | null;
  readonly metrics: MetricsConfig;
  readonly notify: NotifyOptions;
  readonly civil: Civil;
}

export type SourceConfig = {
  readonly name: string;
  /** Reader by name, or a fail2ban jail. */
  readonly reads: { readonly format: string } | { readonly jail: Jail };
} & (
  | { readonly kind: 'file'; readonly path: string; readonly from: 'start' | 'end' }
  | { readonly kind: 'journal'; readonly matches: readonly string[] }
  | { readonly kind: 'syslog'; readonly host: string; readonly port: number; readonly senders: AddressRanges }
  | { readonly kind: 'stdin' }
);

export interface ScenarioConfig {
  readonly pack: boolean;
  /** CrowdSec YAML: files or directories. */
  readonly paths: readonly string[];
  readonly lists: string;
  readonly off: ReadonlySet<string>;
  readonly shadow: ReadonlySet<string>;
}

export interface GeographyConfig {
  /** MMDB files. */
  readonly files: readonly string[];
  /** Countries and networks, like `CH` and `AS64496`. */
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

export interface DecisionConfig {
  readonly banMs: number;
  readonly escalation: number;
  readonly longestBanMs: number;
  readonly memoryMs: number;
  readonly bansPerMinute: number;
  /** How long after the first start nothing is enforced. */
  readonly shadowMs: number;
}

export interface BouncerConfig {
  readonly nftables: NftablesOptions | null;
  readonly nginx: MapFilesOptions | null;
  readonly haproxy: MapFilesOptions | null;
  readonly webhook: { readonly url: string; readonly secret?: string } | null;
}

export interface IncidentConfig {
  readonly file: string | null;
  readonly server: { readonly url: string; readonly token: string } | null;
}

export interface MetricsConfig {
  readonly host: string;
  /** Null: no listener. */
  readonly port: number | null;
  readonly disks: readonly string[];
  readonly certificates: readonly string[];
}

/** Reads and checks the file. Throws ConfigError with every problem found, file, line and remedy. */
export function loadConfig(file: string, environment: Readonly<Record<string, string | undefined>>): Config {
  return parseConfig(readText(file), file, environment);
}

export function parseConfig(
  text: string,
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): Config {
  const { root, problems } = readYaml(text, file);
  const from = dirname(resolve(file));
  const operator = presentOperator(environment);
  const stateDirectory = resolve(from, root.text('state', '/var/lib/bugheist-guard'));
  const server = serverOf(root.section('server'), from);
  const config: Config = {
    file,
    stateDirectory,
    sources: root.sections('sources').map((section) => sourceOf(section, from)),
    scenarios: scenariosOf(root.section('scenarios'), from),
    trusted: rangesOf(root, 'trustedProxies'),
    allowed: rangesOf(root, 'allow'),
    present: new Set(operator === null ? [] : [operator]),
    mayBanPrivate: root.flag('banPrivateAddresses', false),
    geography: geographyOf(root.section('geography'), from),
    decisions: decisionsOf(root.section('decisions')),
    bouncers: bouncersOf(root.section('bouncers'), from),
    server,
    incidents: incidentsOf(root.section('incidents'), stateDirectory, from),
    metrics: metricsOf(root.section('metrics'), stateDirectory, from),
    notify: notifyOf(root.section('notify'), from),
    civil: zoneOf(root),
  };
  root.close();
  if (config.sources.length === 0)
    root.refuse('sources is empty: name at least one log, like "- file: /var/log/nginx/access.log"');
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const message = `can't be read (${String(error.code)}); write one, docs/guide/guard.md has an example`;
    throw new ConfigError([{ file, line: 0, message }]);
  }
}

function sourceOf(section: Section, from: string): SourceConfig {
  const kinds = ['file', 'journal', 'syslog', 'stdin'] as const;
  const kind = kinds.find((one) => section.has(one));
  const jail = jailOf(section.section('fail2ban'), from);
  const format = section.text(
    'format',
    kind === 'journal' ? 'journal' : kind === 'syslog' ? 'syslog' : 'nginx',
  );
  if (formats[format] === undefined) section.wrong('format', `one of ${Object.keys(formats).join(', ')}`);
  const reads = jail === null ? { format } : { jail };
  const source = kind === undefined ? null : placeOf(section, kind, from, reads);
  section.close();
  if (source) return source;
  section.refuse(`a source needs one of ${kinds.join(', ')}`);
  return { kind: 'stdin', name: 'stdin', reads };
}

function placeOf(
  section: Section,
  kind: SourceConfig['kind'],
  from: string,
  reads: SourceConfig['reads'],
): SourceConfig {
  if (kind === 'file') {
    const path = resolve(from, section.text('file', ''));
    return { kind, name: path, reads, path, from: section.oneOf('from', ['end', 'start'], 'end') };
  }
  if (kind === 'journal') {
    const matches = section.texts('journal');
    return { kind, name: `journal ${matches.join(' ')}`, reads, matches };
  }
  if (kind === 'stdin') return { kind, name: 'stdin', reads };
  const syslog = section.section('syslog');
  const host = syslog?.text('host', '127.0.0.1') ?? '127.0.0.1';
  const port = syslog?.number('port', 5514, 0, 65_535) ?? 5514;
  const senders = syslog?.has('senders') ? rangesOf(syslog, 'senders') : rangesFrom(['127.0.0.0/8', '::1']);
  syslog?.close();
  return { kind, name: `syslog ${host}:${port}`, reads, host, port, senders };
}

function jailOf(section: Section | null, from: string): Jail | null {
  if (section === null) return null;
  const filter = resolve(from, section.text('filter', ''));
  const jail: Jail = {
    name: section.text('name', (filter.split('/').pop() ?? '').replace(/\.conf$/, '')),
    filter,
    options: section.texted('options'),
    maxRetry: section.number('maxRetry', 5, 1, 10_000),
    findTimeMs: section.duration('findTime', 600_000),
  };
  if (!section.has('filter'))
    section.refuse('fail2ban.filter is missing: the path of a filter.d/*.conf file');
  section.close();
  return jail;
}

function scenariosOf(section: Section | null, from: string): ScenarioConfig {
  const config: ScenarioConfig = {
    pack: section?.flag('pack', true) ?? true,
    paths: (section?.texts('files') ?? []).map((path) => resolve(from, path)),
    lists: resolve(from, section?.text('lists', '/usr/share/crowdsec/data') ?? '/usr/share/crowdsec/data'),
    off: new Set(section?.texts('off') ?? []),
    shadow: new Set(section?.texts('shadow') ?? []),
  };
  section?.close();
  return config;
}

function geographyOf(section: Section | null, from: string): GeographyConfig {
  const config: GeographyConfig = {
    files: (section?.texts('files') ?? []).map((path) => resolve(from, path)),
    allow: section ? placesOf(section, 'allow') : [],
    deny: section ? placesOf(section, 'deny') : [],
  };
  if (section && config.files.length === 0)
    section.refuse('geography.files is empty: name an MMDB file, like GeoLite2-Country.mmdb');
  section?.close();
  return config;
}

function placesOf(section: Section, key: string): readonly string[] {
  const texts = section.texts(key);
  const bad = texts.find((text) => parsePlaceName(text) === null);
  if (bad !== undefined)
    section.wrong(key, `countries and networks like CH and AS64496; ${JSON.stringify(bad)} is neither`);
  return texts;
}

function decisionsOf(section: Section | null): DecisionConfig {
  const day = 86_400_000;
  if (section === null) return { ...defaultPolicy, shadowMs: day };
  const config: DecisionConfig = {
    banMs: section.duration('ban', defaultPolicy.banMs),
    escalation: section.number('escalation', defaultPolicy.escalation, 1, 100),
    longestBanMs: section.duration('longest', defaultPolicy.longestBanMs),
    memoryMs: section.duration('memory', defaultPolicy.memoryMs),
    bansPerMinute: section.number('perMinute', defaultPolicy.bansPerMinute, 0, 100_000),
    shadowMs: section.duration('shadow', day),
  };
  section.close();
  return config;
}

function bouncersOf(section: Section | null, from: string): BouncerConfig {
  const nftables = section?.section('nftables') ?? null;
  const table = nftables?.text('table', 'bugheist') ?? 'bugheist';
  if (!/^[A-Za-z][\w-]*$/.test(table)) nftables?.wrong('table', 'a name of letters, digits and dashes');
  const command = nftables?.texts('command') ?? [];
  nftables?.close();
  const webhook = section?.section('webhook') ?? null;
  const config: BouncerConfig = {
    nftables: nftables && { table, ...(command.length > 0 ? { command } : {}) },
    nginx: mapFilesOf(section?.section('nginx') ?? null, from, '/etc/nginx/bugheist'),
    haproxy: mapFilesOf(section?.section('haproxy') ?? null, from, '/etc/haproxy/bugheist'),
    webhook: webhook && webhookOf(webhook, from),
  };
  section?.close();
  return config;
}

function mapFilesOf(section: Section | null, from: string, otherwise: string): MapFilesOptions | null {
  if (section === null) return null;
  const reload = section.texts('reload');
  const config = {
    directory: resolve(from, section.text('directory', otherwise)),
    ...(reload.length > 0 ? { reload } : {}),
  };
  section.close();
  return config;
}

function webhookOf(section: Section, from: string): { url: string; secret?: string } {
  const secret = secretOf(section, 'secretFile', from);
  const config = { url: urlOf(section), ...(secret === null ? {} : { secret }) };
  section.close();
  return config;
}

function serverOf(section: Section | null, from: string): Config['server'] {
  if (section === null) return null;
  const token = secretOf(section, 'tokenFile', from);
  if (!section.has('tokenFile')) section.wrong('tokenFile', 'a file with the token of this guard');
  const config = { url: urlOf(section), token: token ?? '' };
  section.close();
  return config;
}

function incidentsOf(section: Section | null, state: string, from: string): IncidentConfig {
  const server = section?.section('server') ?? null;
  const config: IncidentConfig = {
    file: section?.has('file') ? resolve(from, section.text('file', '')) : resolve(state, 'incidents.jsonl'),
    server: server && { url: urlOf(server), token: secretOf(server, 'tokenFile', from) ?? '' },
  };
  server?.close();
  section?.close();
  return config;
}

function metricsOf(section: Section | null, state: string, from: string): MetricsConfig {
  const config: MetricsConfig = {
    host: section?.text('host', '127.0.0.1') ?? '127.0.0.1',
    port: section?.has('port') ? section.number('port', 9464, 0, 65_535) : null,
    disks: section?.has('disks') ? section.texts('disks') : [state],
    certificates: (section?.texts('certificates') ?? []).map((path) => resolve(from, path)),
  };
  section?.close();
  return config;
}

function notifyOf(section: Section | null, from: string): NotifyOptions {
  const webhook = section?.section('webhook') ?? null;
  const mail = section?.section('mail') ?? null;
  const command = mail?.texts('command') ?? [];
  const config: NotifyOptions = {
    webhook: webhook && webhookOf(webhook, from),
    mail: mail && {
      to: mail.texts('to'),
      command: command.length > 0 ? command : ['/usr/sbin/sendmail', '-t', '-i'],
    },
  };
  mail?.close();
  section?.close();
  return config;
}

function urlOf(section: Section): string {
  const url = section.text('url', '');
  if (!URL.canParse(url) || !/^https?:/.test(url))
    section.wrong('url', 'an address like https://example.org/hook');
  return url;
}

/** Secrets stand in files of their own, never in the configuration. */
function secretOf(section: Section, key: string, from: string): string | null {
  if (!section.has(key)) return null;
  try {
    return readFileSync(resolve(from, section.text(key, '')), 'utf8').trim();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    section.wrong(key, `a file guard may read (${String(error.code)})`);
    return null;
  }
}

function rangesOf(section: Section, key: string): AddressRanges {
  const texts = section.texts(key);
  const bad = texts.find((text) => parseRange(text) === null);
  if (bad !== undefined)
    section.wrong(key, `addresses and ranges like 10.0.0.0/8; ${JSON.stringify(bad)} is neither`);
  return rangesFrom(texts);
}

function rangesFrom(texts: readonly string[]): AddressRanges {
  return new AddressRanges(texts.flatMap((text) => parseRange(text) ?? []));
}

function zoneOf(root: Section): Civil {
  const zone = root.optionalText('zone');
  if (zone === null) return local;
  try {
    return civilIn(zone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    root.wrong('zone', 'a time zone like Europe/Zurich');
    return local;
  }
}
