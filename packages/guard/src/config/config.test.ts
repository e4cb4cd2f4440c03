import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';
import { ConfigError } from './section.ts';

const parse = (text: string, environment = {}) => parseConfig(text, '/etc/bugheist/guard.yaml', environment);

const problemsOf = (text: string): string[] => {
  try {
    parse(text);
    return [];
  } catch (error) {
    if (error instanceof ConfigError)
      return error.message.split('\n').map((line) => line.replace('/etc/bugheist/guard.yaml:', ''));
    throw error;
  }
};

test('a short file is enough; paths are taken from where it lies', () => {
  const config = parse('state: state\nsources:\n  - file: access.log\n    format: apache\n');
  expect(config).toMatchObject({
    stateDirectory: '/etc/bugheist/state',
    sources: [{ kind: 'file', path: '/etc/bugheist/access.log', reads: { format: 'apache' }, from: 'end' }],
    decisions: { banMs: 14_400_000, shadowMs: 86_400_000 },
    bouncers: { nftables: null, nginx: null },
  });
});

test('every mistake is named with its line and the way out', () => {
  const text = `sources:
  - file: a.log
    format: ngnix
  - fiel: b.log
trustedProxies: [10.0.0.0/8, proxy.local]
decisions:
  ban: 4 hours
  perminute: 5
zone: Mars/Olympus
`;
  expect(problemsOf(text)).toEqual([
    expect.stringMatching(/^3: sources\.format is "ngnix": expected one of nginx, /),
    expect.stringMatching(/^4: .*isn't known; did you mean file\?/),
    expect.stringMatching(/^4: a source needs one of file, journal, syslog, stdin/),
    expect.stringMatching(/^5: trustedProxies is .*"proxy\.local" is neither/),
    expect.stringMatching(/^7: decisions\.ban is "4 hours": expected a duration like 90s/),
    expect.stringMatching(/^8: decisions\.perminute isn't known; did you mean perMinute\?/),
    expect.stringMatching(/^9: zone is "Mars\/Olympus"/),
  ]);
});

test('broken YAML and a missing file are configuration errors, not crashes', () => {
  expect(problemsOf('sources: [\n')).toHaveLength(1);
  expect(problemsOf('just text')).toEqual([expect.stringMatching(/^1: expected a mapping/)]);
  expect(problemsOf('{}')).toEqual([expect.stringMatching(/sources is empty/)]);
});

test('the address the operator is logged in from is known', () => {
  const config = parse('sources: [{ stdin: true }]', { SSH_CONNECTION: '203.0.113.7 50000 192.0.2.1 22' });
  expect(config.present).toEqual(new Set(['203.0.113.7']));
});
