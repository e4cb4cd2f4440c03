import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskSecrets } from './mask-secrets.ts';

const exchange = `POST /login?next=%2F&api_key=k-123456 HTTP/1.1\r
Host: shop.example\r
Authorization: Bearer abc.def-ghi\r
Cookie: sid=s3cr3t; theme=dark\r
X-Api-Key: 0123456789\r
Content-Type: application/json\r
\r
{"user":"rita","password":"hunter2 \\"x\\"","refresh_token": "rt-1","note":"passwords matter"}\r
\r
HTTP/1.1 200 OK\r
Set-Cookie: sid=s3cr3t; Path=/; HttpOnly\r
X-Trace: https://rita:pw@proxy.example/\r
`;

test('credentials in headers, addresses and bodies never reach the store', () => {
  const { text, masked } = maskSecrets(exchange);
  for (const secret of ['k-123456', 'abc.def', 's3cr3t', '0123456789', 'hunter2', 'rt-1', 'rita:pw', 'dark'])
    expect(text, secret).not.toContain(secret);
  expect(masked).toEqual(
    expect.arrayContaining([
      'Authorization',
      'cookie sid',
      'X-Api-Key',
      'api_key',
      'password',
      'refresh_token',
    ]),
  );
});

test('what the report is about stays readable', () => {
  const { text } = maskSecrets(exchange);
  for (const kept of [
    'Authorization: Bearer [masked-',
    'Cookie: sid=[masked-',
    '; Path=/; HttpOnly',
    '"user":"rita"',
  ])
    expect(text).toContain(kept);
  expect(text).toContain('"note":"passwords matter"');
});

test('one session keeps one number, so requests can still be told apart', () => {
  const { text } = maskSecrets('Cookie: sid=one\nCookie: sid=two\nCookie: sid=one\n');
  expect(text).toBe('Cookie: sid=[masked-1]\nCookie: sid=[masked-2]\nCookie: sid=[masked-1]\n');
});

test.each([
  [
    'a curl command',
    `curl -H 'Authorization: Basic cml0YTpwdw==' -b 'sid=x1y2' -u rita:pw https://a.example`,
  ],
  ['a folded header', 'X-Auth-Token: cml0\r\n  YTpwdw==\r\nHost: a.example'],
  ['a form field', 'name="password"\r\n\r\ncml0YTpwdw=='],
  ['a token of its own', 'see eyJhbGciOiJI.eyJzdWIiOiIx.cml0YTpwdw and AKIAABCDEFGHIJKLMNOP'],
  ['a private key', '-----BEGIN RSA PRIVATE KEY-----\ncml0YTpwdw==\n-----END RSA PRIVATE KEY-----'],
])('%s is masked', (_, text) => {
  expect(maskSecrets(text).text).not.toMatch(/cml0|YTpw|rita:pw|x1y2|AKIAABC/);
});

test('masking again changes nothing', () => {
  const line = fc.constantFrom(
    ...exchange.split('\r\n'),
    'token=[masked-4]',
    '"sid":"[masked-9]"',
    'secret=a&b=c',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string({ maxLength: 30 })), { maxLength: 12 }), (lines) => {
      const once = maskSecrets(lines.join('\n')).text;
      expect(maskSecrets(once)).toEqual({ text: once, masked: [] });
    }),
  );
});

test.each([
  'a',
  '=',
  'token',
  '"',
  'x-token:',
  '-----BEGIN PRIVATE KEY-----',
  'https://',
  'name="pin"\n',
  'eyJaaaaaaaa.',
])('a hundred thousand characters of %j are masked without delay', (piece) => {
  const start = process.cpuUsage();
  maskSecrets(piece.repeat(100_000 / piece.length));
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1e6).toBeLessThan(5);
});
