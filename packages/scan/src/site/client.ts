import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import type { Exchange, Purpose } from './exchange.ts';

export interface ClientOptions {
  readonly userAgent: string;
  /** More than so many requests are not made. */
  readonly maxRequests: number;
  readonly pauseMs: number;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export const politeness = { maxRequests: 60, pauseMs: 50, timeoutMs: 10_000, maxBytes: 1_000_000 };

export interface Client {
  /** Null when the budget is spent or the connection fails. Never follows a redirect. */
  get(purpose: Purpose, url: URL, headers?: Readonly<Record<string, string>>): Promise<Exchange | null>;
  readonly requests: number;
}

/** One request after the other, with a pause between and an end in sight. */
export function politeClient(options: ClientOptions): Client {
  let requests = 0;
  return {
    get requests() {
      return requests;
    },
    async get(purpose, url, headers = {}) {
      if (requests >= options.maxRequests) return null;
      if (requests++ > 0) await wait(options.pauseMs);
      return once(purpose, url, headers, options);
    },
  };
}

function once(
  purpose: Purpose,
  url: URL,
  headers: Readonly<Record<string, string>>,
  { userAgent, timeoutMs, maxBytes }: ClientOptions,
): Promise<Exchange | null> {
  const send = url.protocol === 'https:' ? tlsRequest : plainRequest;
  return new Promise((resolve) => {
    const request = send(
      url,
      {
        headers: { 'user-agent': userAgent, accept: '*/*', ...headers },
        // An untrusted certificate is a finding of its own; nothing secret is sent over the connection.
        rejectUnauthorized: false, // bugheist-ignore[code/tls-unverified] reason: see above
        signal: AbortSignal.timeout(timeoutMs),
        agent: false,
      },
      (response) => {
        readBody(response, maxBytes).then(
          (body) =>
            resolve({
              purpose,
              method: 'GET',
              url,
              status: response.statusCode ?? 0,
              headers: headersOf(response),
              body,
            }),
          () => resolve(null),
        );
      },
    );
    // Refused, reset, timed out, no HTTP: for every probe that is an answer of its own kind, "nothing there".
    request.on('error', () => resolve(null));
    request.end();
  });
}

/** The start of the body; the rest is not waited for. */
async function readBody(response: IncomingMessage, maxBytes: number): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    const bytes = Buffer.from(part);
    parts.push(bytes);
    length += bytes.length;
    if (length >= maxBytes) break;
  }
  response.destroy();
  return Buffer.concat(parts).toString('utf8').slice(0, maxBytes);
}

function headersOf({ rawHeaders }: IncomingMessage): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), rawHeaders[at + 1] ?? '']);
  }
  return headers;
}
