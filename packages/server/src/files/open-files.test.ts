import { expect, test } from 'vitest';
import { Secret } from '../config.ts';
import { bucketOf } from './bucket-address.ts';
import { openFiles } from './open-files.ts';

test('the address of a bucket is read with its secret decoded', () => {
  expect(bucketOf('s3://KEY:SECR%2FET@s3.example.org:9000/bug-files?region=eu-central-1')).toEqual({
    bucket: 'bug-files',
    endpoint: 'https://s3.example.org:9000',
    region: 'eu-central-1',
    credentials: { accessKeyId: 'KEY', secretAccessKey: 'SECR/ET' },
  });
  expect(bucketOf('s3://KEY:SECRET@store/bug-files?tls=no').endpoint).toBe('http://store');
});

test.each([
  'https://AKID:hunter2@s3.example.org/b',
  's3://s3.example.org/hunter2',
  's3://AKID:hunter2@host/',
  'hunter2',
])('an address that does not read is refused without showing its secret: %s', (address) => {
  expect(() => bucketOf(address)).toThrow(/STORAGE_URL: expected/);
  expect(() => bucketOf(address)).not.toThrow(/hunter2/);
});

test('without the packages that speak to a bucket the operator is told which to install', async () => {
  const storageUrl = new Secret('s3://KEY:SECRET@s3.example.org/bug-files');
  await expect(openFiles({ dataDirectory: '', storageUrl })).rejects.toThrow(
    'npm install @aws-sdk/client-s3',
  );
});
