import { expect, test } from 'vitest';
import { readConfig } from '../../config.ts';
import { demoConfig } from './demo-config.ts';

test('a demo mails nobody and touches nothing of the real instance', () => {
  const real = readConfig({
    DATABASE_URL: 'postgres://bugs@db.internal/bugs',
    SMTP_URL: 'smtp://mail.example.org',
    STORAGE_URL: 's3://key:secret@s3.example.org/bugs',
    ALERT_MAIL: 'ops@example.org',
    ALERT_WEBHOOK_URL: 'https://chat.example.org/hook',
  });
  expect(demoConfig(real, '/tmp/demo')).toMatchObject({
    environment: 'demo',
    dataDirectory: '/tmp/demo',
    databaseUrl: null,
    storageUrl: null,
    smtpUrl: null,
    alerts: { mail: [], webhook: null },
  });
});
