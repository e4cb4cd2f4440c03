import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { IndexFailure } from './index-failure.ts';

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const maxBytes = 2 * 1024 * 1024 * 1024;

/**
 * Fetches an archive into a file; throws IndexFailure. Resolves to its ETag (empty when it has none), or null when it still is the one that
 * `etag` names. Only over HTTPS, or from this machine: the archives carry no signature of their own.
 */
export async function download(
  address: string,
  path: string,
  etag: string,
  fetch: Fetch,
): Promise<string | null> {
  const url = URL.parse(address);
  const isLocal = url !== null && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (url === null || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)))
    throw new IndexFailure(`${address} is no address that begins with https://`);
  const response = await answerOf(address, etag, fetch);
  if (response.status === 304) return null;
  if (!response.ok || response.body === null)
    throw new IndexFailure(`${address} answered ${response.status} ${response.statusText}`);
  const file = createWriteStream(path);
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      file.destroy();
      throw new IndexFailure(`${address} is larger than ${maxBytes / 1e9} GB`);
    }
    if (!file.write(chunk)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
  return response.headers.get('etag') ?? '';
}

async function answerOf(address: string, etag: string, fetch: Fetch): Promise<Response> {
  try {
    return await fetch(address, etag === '' ? {} : { headers: { 'If-None-Match': etag } });
  } catch (error) {
    const why =
      error instanceof Error
        ? error.cause instanceof Error
          ? error.cause.message
          : error.message
        : String(error);
    throw new IndexFailure(`${address} cannot be reached: ${why}`);
  }
}
