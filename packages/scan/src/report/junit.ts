import type { Hit } from '../engine/hit.ts';
import type { ScanResult } from '../engine/result.ts';

/** JUnit XML as Jenkins and others read it: a test suite a file, a failure a hit; what needs review is skipped, not failed. */
export function junitReport({ hits, stats }: ScanResult): string {
  const failures = hits.filter(({ confidence }) => confidence !== 'review').length;
  const suites = [...Map.groupBy(hits, ({ path }) => path)].map(([path, ofFile]) => suite(path, ofFile));
  const clean = `  <testsuite name="bugheist scan" tests="1" failures="0"><testcase classname="bugheist" name="${stats.files} files checked"/></testsuite>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="bugheist scan" tests="${Math.max(1, hits.length)}" failures="${failures}" time="${stats.seconds.toFixed(3)}">`,
    ...(suites.length > 0 ? suites : [clean]),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(path: string, hits: readonly Hit[]): string {
  const failures = hits.filter(({ confidence }) => confidence !== 'review').length;
  return [
    `  <testsuite name="${escapeXml(path)}" tests="${hits.length}" failures="${failures}" skipped="${hits.length - failures}">`,
    ...hits.map(testcase),
    '  </testsuite>',
  ].join('\n');
}

function testcase(hit: Hit): string {
  const name = `${hit.ruleId} at ${hit.startLine}:${hit.startColumn}`;
  const open = `    <testcase classname="${escapeXml(hit.path)}" name="${escapeXml(name)}">`;
  if (hit.confidence === 'review') return `${open}<skipped message="${escapeXml(hit.message)}"/></testcase>`;
  const body = escapeXml(`${hit.severity} ${hit.weakness.join(' ')}\n${hit.evidence}\n${hit.fix}`);
  return `${open}<failure type="${hit.severity}" message="${escapeXml(hit.message)}">${body}</failure></testcase>`;
}

/** XML 1.0 has no way to write most control characters, not even escaped (§2.2): they become U+FFFD. */
const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"'\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`);
