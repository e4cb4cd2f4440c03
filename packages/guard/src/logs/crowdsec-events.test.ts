import { expect, test } from 'vitest';
import { fieldOf } from '../scenarios/expression/fields.ts';
import {
  atCrowdsec,
  type CrowdsecCase,
  caseLines,
  crowdsecCases,
  hasCrowdsec,
  type ParserEvent,
  readCase,
} from '../test/crowdsec-cases.ts';
import type { Event } from './event.ts';
import { formats } from './formats.ts';

test.skipIf(!hasCrowdsec)('95 % of the events CrowdSec’s parsers read are read the same', () => {
  const outcomes = crowdsecCases().flatMap(compareCase);
  const wrong = outcomes.filter(({ differences }) => differences.length > 0);
  const share = 1 - wrong.length / outcomes.length;
  console.info(`${outcomes.length - wrong.length} of ${outcomes.length} parser events alike`);
  for (const { name, differences } of wrong) console.info(`  ${name}: ${differences.join('; ')}`);
  expect(outcomes.length).toBeGreaterThan(200);
  expect(share).toBeGreaterThanOrEqual(0.95);
});

interface Outcome {
  readonly name: string;
  readonly differences: readonly string[];
}

function compareCase(found: CrowdsecCase): Outcome[] {
  const wanted = found.parserEvents ?? [];
  const lines = caseLines(found);
  const events = lines === null ? null : readCase(found, lines);
  return wanted.flatMap((expected) => {
    const event = events === null ? fromMessage(found, expected) : eventAt(events, expected);
    const name = `${found.test} ${expected.parser} #${expected.event}`;
    if (event === undefined && events === null) return [];
    return [{ name, differences: event ? differencesOf(event, expected) : ['not read'] }];
  });
}

/** Events are numbered per parser; where two parsers share a log the message tells which line is meant. */
function eventAt(events: readonly (Event | null)[], expected: ParserEvent): Event | null | undefined {
  const numbered = events[expected.event];
  if (!expected.message || numbered?.line.includes(expected.message)) return numbered;
  return events.find((event) => event?.line.includes(expected.message ?? '')) ?? numbered;
}

/** Where the log itself is not in the corpus, the message the parser saw stands in for the line. */
function fromMessage(found: CrowdsecCase, expected: ParserEvent): Event | null | undefined {
  const reader = formats[found.logType === 'aws-cloudfront' ? 'cloudfront' : found.logType];
  if (!reader || !expected.message || expected.meta['log_type'] === 'http_error-log') return undefined;
  return reader(expected.message, atCrowdsec);
}

/** Notes of other parsers' own making that carry nothing a scenario could act on. */
const notOurs = new Set(['machine', 'modsec_phase', 'http_code', 'action']);

function differencesOf(event: Event, expected: ParserEvent): string[] {
  return Object.entries(expected.meta).flatMap(([name, value]) => {
    if (notOurs.has(name)) return [];
    const ours = String(fieldOf(`Meta.${name}`)?.(event) ?? '');
    return ours === value || (value === '-' && ours === '') ? [] : [`${name}: ${value} ≠ ${ours}`];
  });
}
