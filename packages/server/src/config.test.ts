import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

test('without any variable the server listens on this machine only', () => {
  expect(readConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 8000,
    baseUrl: 'http://localhost:8000',
    databaseUrl: null,
  });
});

test('every wrong variable is named at once, with what was expected and what came', () => {
  const wrong = {
    PORT: 'eighty',
    BASE_URL: 'bugs.example.org/x',
    TLS_KEY_FILE: 'k.pem',
    LOG_LEVEL: 'loud',
    TRUSTED_PROXIES: '10.0.0.0/8 proxy',
  };
  let message = '';
  try {
    readConfig(wrong);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    message = error.message;
  }
  for (const part of [
    'PORT: expected',
    '"eighty"',
    'BASE_URL: expected',
    'TLS_KEY_FILE and TLS_CERT_FILE',
    'LOG_LEVEL: expected',
    'TRUSTED_PROXIES: expected',
    '"proxy"',
  ])
    expect(message).toContain(part);
});

test('no way of printing the configuration shows a secret', () => {
  const config = readConfig({
    DATABASE_URL: 'postgres://u:hunter2@db/x',
    SECRET_KEY: 'hunter2'.repeat(6),
    SMTP_URL: 'smtp://u:hunter2@mail:587',
  });
  expect(JSON.stringify(config) + String(config.databaseUrl) + inspect(config, { depth: 9 })).not.toContain(
    'hunter2',
  );
  expect(config.databaseUrl?.reveal()).toContain('hunter2');
});

test('a wrong secret is refused without being repeated', () => {
  expect(() => readConfig({ SECRET_KEY: 'hunter2' })).toThrow(/at least 32/);
  expect(() => readConfig({ SECRET_KEY: 'hunter2' })).not.toThrow(/hunter2/);
});
