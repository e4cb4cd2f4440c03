import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import type { Hit } from '../engine/hit.ts';
import type { ScanResult } from '../engine/result.ts';
import type { RuleCard } from '../engine/rule.ts';
import { type Format, formats, reporters, type Style } from './reporter.ts';

const rule: RuleCard = {
  id: 'code/eval-of-value',
  title: 'Code is made from a value and run',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-95'],
  kind: 'security',
  what: 'What.',
  why: 'Why.',
  fix: 'Fix.',
  bad: [],
  good: [],
};

const hitAt = (path: string, more: Partial<Hit> = {}): Hit => ({
  ruleId: rule.id,
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-95'],
  kind: 'security',
  path,
  startLine: 1,
  startColumn: 2,
  endLine: 1,
  endColumn: 9,
  message: 'a message',
  fix: 'a fix',
  fingerprints: [{ scheme: 'line', version: 1, value: 'a'.repeat(64) }],
  evidence: 'eval(x)',
  ...more,
});

const resultOf = (...hits: Hit[]): ScanResult => ({
  tool: { name: 'bugheist-scan', version: '1.2.3' },
  hits,
  suppressed: [
    {
      hit: hitAt('old.js'),
      by: { where: 'code', dialect: 'bugheist', reason: 'ours', until: null, line: 1 },
    },
  ],
  notes: [],
  skipped: [{ path: 'big.bin', reason: 'binary' }],
  stats: {
    files: 1,
    bytes: 10,
    seconds: 0.5,
    baselined: 0,
    fixed: 0,
    advisoriesFrom: '2026-11-20T00:00:00Z',
  },
  rules: [rule],
  carets: new Map(),
  fixable: 0,
});

const style: Style = {
  color: false,
  columns: null,
  everyHit: false,
  failOn: 'high',
  command: 'bugheist scan',
};

const report = (format: Format, ...hits: Hit[]) => reporters[format](resultOf(...hits), style);

const hostile = 'a\u001b[2J\n::error::b<script>&"\'\u202e]]>%0A,x:y\ud800 #?.js';

test.each(formats)('a hostile file name stays data in the %s report', (format) => {
  const out = report(format, hitAt(hostile, { message: hostile, evidence: hostile, fix: hostile }));
  expect(out).not.toContain('\u001b');
  expect(out).not.toMatch(/^::error::b/m);
  if (format === 'junit') expect(out).not.toMatch(/<script|&"|\ud800/);
  if (format === 'human') expect(out).not.toContain('\u202e');
  if (format === 'json' || format === 'sarif' || format === 'gitlab')
    expect(() => JSON.parse(out)).not.toThrow();
});

test('nothing that a scanned file holds is a command to the runner whose log it stands in', () => {
  const out = report(
    'human',
    hitAt('::error::x.js', { message: 'm ##[add-mask]a', evidence: '##vso[task.x]' }),
  );
  expect(out).not.toMatch(/^\s*::|##\[|##vso\[/m);
});

test('GitHub gets ten annotations of a level and the rest as lines', () => {
  const out = report('github', ...Array.from({ length: 12 }, (_, n) => hitAt(`f${n}.js`)));
  expect(out.match(/^::error /gm)).toHaveLength(10);
  expect(out.match(/^- high f\d+\.js:1 /gm)).toHaveLength(2);
});

test('what needs review neither errs in GitHub nor fails in JUnit', () => {
  const hit = hitAt('a.js', { severity: 'critical', confidence: 'review' });
  expect(report('github', hit)).toMatch(/^::notice /);
  expect(report('junit', hit)).toContain('failures="0"');
  expect(report('junit', hit)).toContain('<skipped');
});

test('GitLab gets a fingerprint of its own for each of two equal hits', () => {
  const issues = JSON.parse(report('gitlab', hitAt('a.js'), hitAt('a.js'))) as { fingerprint: string }[];
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(2);
});

test('SARIF carries rule, severity, weakness, fingerprints, flow, suppression and what was skipped', () => {
  const flow = [{ path: 'a b.js', line: 1, column: 3, message: 'comes in' }];
  const log = JSON.parse(report('sarif', hitAt('a b.js', { flow })));
  expect(log.version).toBe('2.1.0');
  expect(log.runs[0].tool.driver.rules[0]).toMatchObject({
    id: rule.id,
    name: 'CodeEvalOfValue',
    properties: { 'security-severity': '8.0', precision: 'high', tags: ['security', 'external/cwe/cwe-95'] },
  });
  const [open, suppressed] = log.runs[0].results;
  expect(open).toMatchObject({
    ruleIndex: 0,
    level: 'error',
    partialFingerprints: { 'line/v1': 'a'.repeat(64) },
    locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b.js' }, region: { startLine: 1 } } }],
    codeFlows: [{ threadFlows: [{ locations: [{ location: { message: { text: 'comes in' } } }] }] }],
  });
  expect(suppressed.suppressions).toEqual([{ kind: 'inSource', status: 'accepted', justification: 'ours' }]);
  expect(log.runs[0].invocations[0].toolExecutionNotifications[0].message.text).toBe('binary');
  expect(log.runs[0].invocations[0].properties).toEqual({ advisoriesFrom: '2026-11-20T00:00:00Z' });
});

const schema = process.env['SARIF_SCHEMA'] ?? '';

test.skipIf(schema === '')('SARIF is valid by the schema of OASIS (SARIF_SCHEMA names the file)', () => {
  const { $schema: _, id: __, ...document } = JSON.parse(readFileSync(schema, 'utf8'));
  // One of its patterns is no regular expression in Unicode mode.
  const isValid = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(document);
  const flow = [{ path: hostile, line: 1, column: 3, message: hostile }];
  isValid(JSON.parse(report('sarif', hitAt(hostile, { flow }), hitAt('b.js', { confidence: 'review' }))));
  expect(isValid.errors).toBeNull();
});

test('SARIF of more hits than GitHub takes keeps the gravest', () => {
  const many = Array.from({ length: 25_001 }, () => hitAt('a.js', { severity: 'low' }));
  const log = JSON.parse(report('sarif', ...many, hitAt('grave.js', { severity: 'critical' })));
  expect(log.runs[0].results).toHaveLength(25_000);
  expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('grave.js');
});
