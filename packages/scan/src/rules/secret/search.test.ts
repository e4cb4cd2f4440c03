import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { SourceFile } from '../../engine/file.ts';
import { folderWith, jsonOf } from '../../test/workspace.ts';
import { keywordAutomaton, keywordSearch } from '../keyword-search.ts';
import { encodedTexts } from './encoded.ts';
import { entropyOf } from './entropy.ts';
import { secretFamily } from './family.ts';
import { isPlaceholder } from './placeholder.ts';
import { redact } from './redact.ts';
import { base64, hex, lower, mixed, url } from './shape.ts';

const token = `ghp_${mixed(36).standIn}`;
const placesIn = (file: SourceFile) => {
  const places: { id: string; text: string; message: string; confidence: string | undefined }[] = [];
  secretFamily.checkFile(
    file,
    (rule, { text }, { start, end, message, confidence }) =>
      places.push({ id: rule.id, text: text.slice(start, end), message, confidence }),
    () => undefined,
  );
  return places;
};

test.each([
  ['one by one', keywordSearch],
  ['by the automaton', keywordAutomaton],
])('every keyword is found %s in any case, overlapping ones too, in order', (_, search) => {
  const keyword = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.uniqueArray(keyword, { minLength: 1 }),
      fc.string({ unit: fc.constantFrom(...'abcABCx') }),
      (keywords, text) => {
        const found: string[] = [];
        search(keywords).search(Buffer.from(text), (index, end) => found.push(`${keywords[index]} ${end}`));
        const longestFirst = [...keywords].sort((a, b) => b.length - a.length);
        const expected = Array.from({ length: text.length }, (_, at) => at + 1).flatMap((end) =>
          longestFirst
            .filter((one) => text.toLowerCase().slice(0, end).endsWith(one))
            .map((one) => `${one} ${end}`),
        );
        expect(found).toEqual(expected);
      },
    ),
  );
});

test('a secret is found wherever it stands, and its place is right after characters of several bytes', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 900 }),
      fc.string({ unit: 'grapheme', maxLength: 900 }),
      (before, after) => {
        const places = placesIn(new SourceFile('a.txt', `${before} ${token} ${after}`));
        expect(places.map(({ text }) => text)).toContain(token);
      },
    ),
    { numRuns: 50 },
  );
});

test('every occurrence is found, however many stand in one window', () => {
  const tokens = [1, 2, 3].map((n) => `ghp_${mixed(35).standIn}${n}`);
  expect(placesIn(new SourceFile('a.env', tokens.join(' '))).map(({ text }) => text)).toEqual(tokens);
});

test('what overlaps is reported once, by the most telling rule', () => {
  expect(placesIn(new SourceFile('a.env', `GITHUB_API_TOKEN=${token}`)).map(({ id }) => id)).toEqual([
    'secret/github-token',
  ]);
});

test('what is only likely a secret asks for review in tests', () => {
  const line = `api_key = "${mixed(32).standIn}"`;
  expect(placesIn(new SourceFile('src/a.py', line))[0]?.confidence).toBeUndefined();
  expect(placesIn(new SourceFile('tests/a.py', line))[0]?.confidence).toBe('review');
});

test.each([
  ['secret/gitlab-routable-token', `glpat-${url(43).standIn}.01.${lower(9).standIn}`],
  ['secret/gitlab-routable-token', `glpat-${url(43).standIn}.01${lower(7).standIn}`],
  ['secret/maxmind-key', `${mixed(6).standIn}_${mixed(29).standIn}_mmk`],
  ['secret/harness-key', `pat.${url(22).standIn}.${mixed(24).standIn}.${mixed(20).standIn}`],
])('%s tells itself without a name beside it', (id, secret) => {
  expect(placesIn(new SourceFile('a.txt', `see ${secret}\n`))).toMatchObject([{ id, text: secret }]);
});

test('the secret of a one-time password is no name in capitals', () => {
  expect(placesIn(new SourceFile('a.js', "totpSecret: 'OJQO3NTB46VLWUO4TVKXIUL2'"))).toMatchObject([
    { id: 'secret/generic-key' },
  ]);
  expect(placesIn(new SourceFile('a.js', "secret: 'AUTHENTICATIONMD5PASSWOR'"))).toEqual([]);
});

test.each([
  `docSearch: { apiKey: '${hex(32).standIn}', indexName: 'docs' }`,
  `<input type="hidden" name="authenticity_token" value="${mixed(43).standIn}">`,
  `MailchimpSDK.initialize(token: "${hex(32).standIn}-us18")`,
])('what every visitor is sent is no secret: %s', (line) => {
  expect(placesIn(new SourceFile('a.js', line))).toEqual([]);
});

test('base64 hides neither a token nor a key, and the whole of what stands there is blacked out', () => {
  const key = `-----BEGIN PRIVATE KEY-----\n${base64(64).standIn}\n${base64(60).standIn}\n`;
  for (const [id, text] of [
    ['secret/github-token', `GITHUB_TOKEN=${token}`],
    ['secret/private-key', key],
  ] as const) {
    const encoded = Buffer.from(text).toString('base64').replace(/=+$/, '');
    const [place, ...others] = placesIn(new SourceFile('values.yaml', `é: ${encoded}\n`));
    expect(place).toMatchObject({ id, text: encoded, message: expect.stringContaining('in base64') });
    expect(others).toEqual([]);
  }
});

test('what a Kubernetes Secret holds is no password of a settings file, too', () => {
  const idsIn = (kind: string) =>
    placesIn(new SourceFile('a.yaml', `kind: ${kind}\ndata:\n  password: S3cr${base64(14).standIn}=\n`)).map(
      ({ id }) => id,
    );
  expect(idsIn('ConfigMap')).toContain('secret/settings-password');
  expect(idsIn('Secret # of the database')).not.toContain('secret/settings-password');
});

test('two Kubernetes Secrets are two, whatever key makes the fingerprints', async () => {
  vi.stubEnv('BUGHEIST_FINGERPRINT_KEY', 'k');
  const text = `kind: Secret\ndata:\n  x: ${Buffer.from(mixed(12).standIn).toString('base64')}\n`;
  const folder = folderWith({ 'a.yaml': text, 'b.yaml': text });
  const { document } = await jsonOf(folder, ['--only', 'secret/kubernetes-secret']);
  vi.unstubAllEnvs();
  expect(document.hits).toMatchObject([{ evidence: 'kind: Secret' }, { evidence: 'kind: Secret' }]);
  const [a, b] = document.hits.map(({ fingerprints }) => JSON.stringify(fingerprints));
  expect(a).not.toBe(b);
});

test('a mark that chance put into a picture is no token', () => {
  const chance = `EAAA${mixed(60).standIn}`;
  expect(placesIn(new SourceFile('a.txt', `token ${chance}\n`))).toMatchObject([
    { id: 'secret/square-token' },
  ]);
  const picture = `${base64(90).standIn}/${chance}/${base64(90).standIn}`;
  expect(placesIn(new SourceFile('a.json', `{ "icon": "${picture}" }\n`))).toEqual([]);
});

test('every text in base64 is found, wherever it stands, and nothing that is none', () => {
  const text = fc.stringMatching(/^[ -~]{30,90}$/);
  const gap = fc.stringMatching(/^[ .:"\n]{1,90}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(gap, text)), (parts) => {
      const encoded = parts.map(([before, one]) => [before, Buffer.from(one).toString('base64')] as const);
      const found = encodedTexts(Buffer.from(encoded.flat().join('')));
      expect(found.map(({ bytes }) => bytes.toString())).toEqual(parts.map(([, one]) => one));
    }),
  );
  for (const none of [hex(64).standIn, 'aVeryLongNameThatStandsForNothingButItself', base64(88).standIn])
    expect(encodedTexts(Buffer.from(none))).toEqual([]);
});

test("a private key asks for review in tests, a vendor's token only in an installed package", () => {
  const key = `-----BEGIN RSA PRIVATE KEY-----\n${base64(64).standIn}\n${base64(40).standIn}\n`;
  const confidenceOf = (path: string, text: string) => placesIn(new SourceFile(path, text))[0]?.confidence;
  expect(confidenceOf('certs/server.key', key)).toBeUndefined();
  expect(confidenceOf('tests/server.key', key)).toBe('review');
  expect(confidenceOf('caddytest/server.key', key)).toBe('review');
  expect(confidenceOf('latest/server.key', key)).toBeUndefined();
  expect(confidenceOf('tests/a.env', token)).toBeUndefined();
  expect(confidenceOf('node_modules/request/tests/test-s3.js', token)).toBe('review');
});

test('UTF-16 files are searched like others', () => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`$token = "${token}"`, 'utf16le')]);
  expect(placesIn(new SourceFile('a.ps1', bytes)).map(({ text }) => text)).toEqual([token]);
});

test('no message shows more than four characters of a secret', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 5 }), (secret) => {
      const shown = redact(secret).split('…')[0] ?? '';
      expect(shown.length).toBeLessThanOrEqual(4);
    }),
  );
  expect(placesIn(new SourceFile('a.env', token))[0]?.message).not.toContain(token.slice(0, 6));
});

test.each([
  'x'.repeat(36),
  'YOUR_API_KEY_HERE',
  'abcdefghijklmnop',
  'AKIAIOSFODNN7EXAMPLE',
  '<insert-token-here>',
])('%s is a placeholder', (text) => expect(isPlaceholder(text)).toBe(true));

test('entropy is that of the counts of characters', () => {
  expect(entropyOf('')).toBe(0);
  expect(entropyOf('aaaa')).toBe(0);
  expect(entropyOf('abcd')).toBe(2);
});
