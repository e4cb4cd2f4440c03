import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openPlaces } from '../geography/database.ts';
import type { PlaceOf } from '../geography/place.ts';
import { AddressRanges } from '../logs/address-range.ts';
import type { Event } from '../logs/event.ts';
import { formats } from '../logs/formats.ts';
import type { ReadingContext } from '../logs/reader.ts';
import { utc } from '../logs/timestamp.ts';
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
 * MMDB files with coordinates, named in an environment variable and separated by colons; the hub's tests of
 * impossible travel need them.
 */
const placeFiles = (process.env['BUGHEIST_GEOGRAPHY'] ?? '').split(':').filter((path) => path !== '');
export const crowdsecPlaces: PlaceOf | null = placeFiles.length === 0 ? null : openPlaces(placeFiles);

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
