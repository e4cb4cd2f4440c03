import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPlaces } from '../geography/database.ts';
import type { PlaceOf } from '../geography/place.ts';
import { AddressRanges } from '../logs/address-range.ts';
import type { Event } from '../logs/event.ts';
import { formats } from '../logs/formats.ts';
import type { ReadingContext } from '../logs/reader.ts';
import { utc } from '../logs/timestamp.ts';
import { mmdb } from './mmdb.ts';
import { hasOracle, oracleRoot, readOracle } from './oracle.ts';

export interface ParserEvent {
  readonly parser: string;
  readonly event: number;
  readonly meta: Readonly<Record<string, string>>;
  readonly parsed: Readonly<Record<string, string>>;
  readonly message?: string;
}

export interface CrowdsecCase {
  readonly test: string;
  readonly logFile: string;
  readonly logType: string;
  readonly family: string;
  readonly scenarios: readonly string[];
  readonly hasScenarioAssert: boolean;
  readonly expectAlertCount?: number;
  readonly alerts?: readonly {
    readonly scenario: string;
    readonly eventsCount: number;
    readonly sources: Readonly<Record<string, unknown>>;
  }[];
  readonly parserEvents?: readonly ParserEvent[];
}

const oracle = 'crowdsec-oracle.json';
export const hasCrowdsec = hasOracle(oracle);

/** Cases of the web and ssh families. */
export function crowdsecCases(): CrowdsecCase[] {
  const { tests } = readOracle(oracle) as { tests: CrowdsecCase[] };
  return tests.filter(({ family }) => family !== 'other');
}

const corpus = join(oracleRoot, 'corpora/crowdsec-hub');

/** The log's lines, null when the corpus doesn't hold it. */
export function caseLines({ logFile }: CrowdsecCase): string[] | null {
  const path = join(corpus, logFile.replace('.tests/', 'tests/'));
  if (!existsSync(path)) return null;
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** Where scenarios may lie: the corpus, and a whole hub checkout when one is named. */
export const scenarioRoots = [
  join(corpus, 'scenarios'),
  ...(process.env['BUGHEIST_CROWDSEC_HUB'] ? [join(process.env['BUGHEIST_CROWDSEC_HUB'], 'scenarios')] : []),
];

/** The hub downloads its lists at run time; Debian's crowdsec package carries most of them. */
export const crowdsecLists = process.env['BUGHEIST_CROWDSEC_DATA'] ?? '/usr/share/crowdsec/data';

/**
 * Where the addresses of the hub's tests of impossible travel are, by the countries those tests assert; MMDB files
 * named in BUGHEIST_GEOGRAPHY, separated by colons, are asked instead.
 */
export const crowdsecPlaces: PlaceOf = openPlaces(placeFiles());

function placeFiles(): readonly string[] {
  const named = (process.env['BUGHEIST_GEOGRAPHY'] ?? '').split(':').filter((path) => path !== '');
  if (named.length > 0) return named;
  const file = join(mkdtempSync(join(tmpdir(), 'guard-')), 'places.mmdb');
  const place = (code: string, latitude: number, longitude: number) => ({
    country: { iso_code: code },
    location: { latitude, longitude },
  });
  const places = { '1.2.3.0/24': place('AU', -33.5, 143.2), '9.8.8.0/24': place('US', 37.75, -97.8) };
  writeFileSync(file, mmdb(places));
  return [file];
}

const formatOf: Readonly<Record<string, string>> = {
  apache2: 'apache',
  containerd: 'cri',
  unifi: 'syslog',
  'aws-cloudfront': 'cloudfront',
};

export const atCrowdsec: ReadingContext = {
  trusted: new AddressRanges(),
  civil: utc,
  now: Date.UTC(2026, 5, 1),
};

export function readCase(found: CrowdsecCase, lines: readonly string[]): (Event | null)[] {
  const reader = formats[formatOf[found.logType] ?? found.logType];
  if (!reader) return lines.map(() => null);
  return lines.map((line) => reader(line, atCrowdsec));
}
