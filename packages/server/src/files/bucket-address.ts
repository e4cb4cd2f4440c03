import { ConfigError } from '../config.ts';

export interface BucketAddress {
  bucket: string;
  /** `https://` unless the address says `tls=no`, for a store beside the server. */
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}

/**
 * Reads `s3://KEY:SECRET@host[:port]/bucket?region=eu-central-1`. Throws a ConfigError that says what was expected and
 * shows nothing of what came: it holds a secret.
 */
export function bucketOf(address: string): BucketAddress {
  const url = URL.parse(address);
  const bucket = url?.pathname.replace(/^\/|\/$/g, '') ?? '';
  if (
    url?.protocol !== 's3:' ||
    !url.host ||
    !url.username ||
    !url.password ||
    !/^[a-z0-9][a-z0-9.-]{2,62}$/.test(bucket)
  )
    throw new ConfigError(
      'STORAGE_URL: expected s3://KEY:SECRET@host/bucket?region=eu-central-1 (special characters of the secret percent-encoded), got something else.',
    );
  return {
    bucket,
    endpoint: `${url.searchParams.get('tls') === 'no' ? 'http' : 'https'}://${url.host}`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    credentials: {
      accessKeyId: decodeURIComponent(url.username),
      secretAccessKey: decodeURIComponent(url.password),
    },
  };
}
