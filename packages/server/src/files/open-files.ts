import { join } from 'node:path';
import { type Config, ConfigError } from '../config.ts';
import { bucketOf } from './bucket-address.ts';
import { type FileStore, openLocalFiles, storeOn } from './file-store.ts';

/**
 * The file store that the configuration names: a bucket, else a directory beside the database. Throws a ConfigError
 * when the address of the bucket does not read, or when the packages that speak to it are not installed.
 */
export async function openFiles({
  dataDirectory,
  storageUrl,
}: Pick<Config, 'dataDirectory' | 'storageUrl'>): Promise<FileStore> {
  if (storageUrl === null) return openLocalFiles(join(dataDirectory, 'files'));
  const { Disk } = await import('flydrive');
  const { bucket, endpoint, region, credentials } = bucketOf(storageUrl.reveal());
  const S3Driver = await loadDriver();
  // Path-style addresses are what every S3-compatible store understands.
  const options = {
    credentials,
    endpoint,
    region,
    bucket,
    visibility: 'private',
    forcePathStyle: true,
  } as const;
  return storeOn(new Disk(new S3Driver({ ...options, supportsACL: false })));
}

async function loadDriver() {
  try {
    return (await import('flydrive/drivers/s3')).S3Driver;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND')) throw cause;
    throw new ConfigError(
      'STORAGE_URL: a bucket needs two packages that are not installed: npm install @aws-sdk/client-s3 @aws-sdk/s3-request-presigner',
      { cause },
    );
  }
}
