import type { Severity } from '@bugheist/bug/severity';
import type { Ecosystem } from '../lockfile/lock.ts';
import type { Advisory, Affected } from './advisory.ts';
import { keyOf } from './record.ts';

/**
 * Cases that every project should hear of even before it has an index. Facts from the GitHub Advisory Database
 * (github.com/github/advisory-database), the Go Vulnerability Database (github.com/golang/vulndb) and the PyPA Advisory
 * Database (github.com/pypa/advisory-database), all CC BY 4.0, and OpenSSF Malicious Packages (Apache-2.0,
 * github.com/ossf/malicious-packages). It is no substitute for an index, and a scan with it alone says so.
 */
export function seedAdvisoriesOf(ecosystem: Ecosystem, name: string): readonly Advisory[] {
  return seed.get(keyOf(ecosystem, name)) ?? [];
}

const malware = (
  id: string,
  summary: string,
  affected: Affected,
  aliases: readonly string[] = [],
): Advisory => ({
  id,
  aliases,
  summary,
  severity: 'critical',
  score: null,
  weaknesses: [506],
  malicious: true,
  affected,
});

const weakness = (
  id: string,
  alias: string,
  summary: string,
  [severity, score]: readonly [Severity, number],
  weaknesses: readonly number[],
  affected: Affected,
): Advisory => ({ id, aliases: [alias], summary, severity, score, weaknesses, malicious: false, affected });

const only = (...versions: string[]): Affected => ({ spans: [], versions });
const every: Affected = { spans: [{ from: '0', to: null }], versions: [] };
const before = (version: string, from = '0'): Affected => ({
  spans: [{ from, to: { version, inclusive: false } }],
  versions: [],
});
const both = (a: Affected, b: Affected): Affected => ({
  spans: [...a.spans, ...b.spans],
  versions: [...a.versions, ...b.versions],
});

const rapidReset = (affected: Affected): Advisory => ({
  ...weakness(
    'GO-2023-2102',
    'CVE-2023-39325',
    'HTTP/2 rapid reset can cause excessive work in net/http',
    ['high', 7.5],
    [770],
    affected,
  ),
  aliases: ['CVE-2023-39325', 'GHSA-4374-p667-p6c8'],
});

const eventStream = 'event-stream was handed to an attacker who stole from Bitcoin wallets';
const prototypePollution = 'Prototype Pollution in lodash';

const seed: ReadonlyMap<string, readonly Advisory[]> = new Map([
  [
    'npm:ua-parser-js',
    [
      malware(
        'GHSA-pjwm-rvh2-c87w',
        'Embedded malware in ua-parser-js',
        both(both(before('0.7.30', '0.7.29'), before('0.8.1', '0.8.0')), before('1.0.1', '1.0.0')),
      ),
    ],
  ],
  ['npm:event-stream', [malware('GHSA-mh6f-8j2x-4483', eventStream, before('4.0.0', '3.3.6'))]],
  [
    'npm:flatmap-stream',
    [malware('GHSA-mh6f-8j2x-4483', eventStream, every, ['MAL-2025-20690', 'GHSA-9x64-5r7x-2q53'])],
  ],
  [
    'npm:coa',
    [
      malware(
        'GHSA-73qr-pfmq-6rp8',
        'Embedded malware in coa',
        only('2.0.3', '2.0.4', '2.1.1', '2.1.3', '3.0.1', '3.1.3'),
      ),
    ],
  ],
  ['npm:rc', [malware('GHSA-g2q5-5433-rhrf', 'Embedded malware in rc', only('1.2.9', '1.3.9', '2.3.9'))]],
  [
    'npm:node-ipc',
    [
      malware(
        'GHSA-97m3-w2cp-4xx6',
        'node-ipc overwrote files by place of the machine',
        before('10.1.3', '10.1.1'),
        ['CVE-2022-23812'],
      ),
    ],
  ],
  ['npm:chalk', [malware('MAL-2025-46969', 'chalk was taken over', only('5.6.1'), ['GHSA-2v46-p5h4-248w'])]],
  [
    'npm:debug',
    [
      malware('MAL-2025-46974', 'debug was taken over', only('4.4.2'), [
        'GHSA-8mgj-vmr8-frr6',
        'GHSA-4x49-vf9v-38px',
      ]),
    ],
  ],
  [
    'npm:axios',
    [malware('MAL-2026-2307', 'axios was taken over', only('0.30.4', '1.14.1'), ['GHSA-fw8c-xr5c-95f9'])],
  ],
  [
    'npm:nx',
    [
      malware(
        'MAL-2025-41443',
        'nx was taken over and published credentials',
        only('20.9.0', '20.10.0', '20.11.0', '20.12.0', '21.5.0', '21.6.0', '21.7.0', '21.8.0'),
        ['GHSA-cxm3-wv7p-598c', 'CVE-2025-10894'],
      ),
    ],
  ],
  [
    'npm:log4js',
    [
      weakness(
        'GHSA-82v2-mx6x-wq7q',
        'CVE-2022-21704',
        'Incorrect Default Permissions in log4js',
        ['medium', 5.5],
        [276],
        before('6.4.0'),
      ),
    ],
  ],
  [
    'npm:lodash',
    [
      weakness(
        'GHSA-jf85-cpcp-j695',
        'CVE-2019-10744',
        prototypePollution,
        ['critical', 9.1],
        [20],
        before('4.17.12'),
      ),
      weakness(
        'GHSA-35jh-r3h4-6jhm',
        'CVE-2021-23337',
        'Command Injection in lodash',
        ['high', 7.2],
        [77, 94],
        before('4.17.21'),
      ),
    ],
  ],
  [
    'npm:minimist',
    [
      weakness(
        'GHSA-xvch-5gv4-984h',
        'CVE-2021-44906',
        'Prototype Pollution in minimist',
        ['critical', 9.8],
        [1321],
        both(before('1.2.6', '1.0.0'), before('0.2.4')),
      ),
    ],
  ],
  [
    'PyPI:pyyaml',
    [
      {
        ...weakness(
          'PYSEC-2021-142',
          'CVE-2020-14343',
          'PyYAML runs code when it loads a document',
          ['critical', 9.8],
          [20],
          before('5.4'),
        ),
        aliases: ['CVE-2020-14343', 'GHSA-8q59-q68h-6hv4'],
      },
    ],
  ],
  ['Go:golang.org/x/net', [rapidReset(before('0.17.0'))]],
  ['Go:stdlib', [rapidReset(both(before('1.20.10'), before('1.21.3', '1.21.0-0')))]],
]);
