import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConfigError } from '../config.ts';
import { checkTlsFiles } from './tls-files.ts';

let folder: string;
const place = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bugheist-tls-'));
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  writeFileSync(place('key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(place('other.pem'), rootCertificates[0] ?? '');
  writeFileSync(place('text.pem'), 'no certificate');
});
afterAll(() => rmSync(folder, { recursive: true }));

const checked = (key: string, certificate: string) => () =>
  checkTlsFiles({ tls: { keyFile: place(key), certificateFile: place(certificate) } });

test('a missing file is named with its variable', () => {
  expect(checked('none.pem', 'other.pem')).toThrow(ConfigError);
  expect(checked('none.pem', 'other.pem')).toThrow(/^TLS_KEY_FILE: .*none\.pem, but there is no such file/);
  expect(checked('key.pem', 'none.pem')).toThrow(/^TLS_CERT_FILE: /);
});

test('a certificate that is none, or of another key, ends the start', () => {
  expect(checked('key.pem', 'text.pem')).toThrow(/expected a PEM key and the certificate made for it/);
  expect(checked('key.pem', 'other.pem')).toThrow(/certificate made for it, got something else \(.*mismatch/);
});

test('without TLS nothing is read', () => {
  expect(() => checkTlsFiles({ tls: null })).not.toThrow();
});
