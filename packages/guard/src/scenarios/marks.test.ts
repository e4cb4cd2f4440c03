import fc from 'fast-check';
import { expect, test } from 'vitest';
import { event } from '../logs/event.ts';
import { concerns, marksOf } from './marks.ts';
import { pack } from './pack/pack.ts';

const words = [
  ...[
    '/',
    '.',
    '/.env',
    '/login',
    'wp-login.php',
    '.js',
    '.map',
    '.gz',
    '.php',
    '/.git/config',
    '/server-status',
  ],
  ...[
    '/vendor/phpunit/',
    'eval-stdin.php',
    '../',
    '%2e%2e/',
    '/etc/passwd',
    '..\\',
    '${jndi:',
    "'or'1'='1",
    '<svg/',
  ],
  ...[
    'onload=',
    ' union select 1,',
    ';id',
    '$(id)',
    '--',
    '*',
    '|',
    'a',
    '7',
    '\\x16\\x03',
    '/admin',
    '.sql',
    '@',
  ],
];
const text = fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((parts) => parts.join(''));
const requests = fc
  .record({
    path: fc.oneof(text, fc.string({ maxLength: 20 })),
    args: fc.option(fc.oneof(text, fc.string({ maxLength: 20 }))),
    status: fc.constantFrom(0, 200, 204, 301, 304, 400, 401, 403, 404, 429, 500),
    method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PROPFIND', ''),
    user: fc.constantFrom('', 'ann'),
  })
  .map((fields) =>
    event({ source: 'nginx', kind: 'http-access', line: '', ip: '203.0.113.9', ua: 'sqlmap', ...fields }),
  );

test('no scenario would have minded a request it is not asked about', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const marks = marksOf(request);
      for (const scenario of pack)
        if (!concerns(scenario, marks))
          expect([
            scenario.name,
            scenario.kinds?.includes('http-access') && scenario.filter(request),
            scenario.relief?.(request) ?? 0,
          ]).toEqual([scenario.name, false, 0]);
    }),
    { numRuns: 5000 },
  );
});

test('what browsers fetch by the dozen concerns next to nobody', () => {
  const asset = event({ source: 'nginx', kind: 'http-access', line: '', ip: '203.0.113.9', method: 'GET' });
  const marks = marksOf({ ...asset, path: '/static/app-17.css', status: 200 });
  const asked = pack
    .filter(({ kinds }) => kinds?.includes('http-access'))
    .filter((one) => concerns(one, marks));
  expect(asked.map(({ name }) => name)).toEqual([
    'bugheist/http-scanner-agent',
    'bugheist/http-header-injection',
  ]);
});
