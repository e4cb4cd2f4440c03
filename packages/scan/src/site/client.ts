import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import type { Exchange, Purpose } from './exchange.ts';
import { anyTls } from './handshake.ts';

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
  /** Why the last request got no answer, in words; null when it got one. */
  readonly failure: string | null;
}

/** One request after the other, with a pause between and an end in sight. */
export function politeClient(options: ClientOptions): Client {
  let requests = 0;
  let failure: string | null = null;
  return {
    get failure() {
      return failure;
    },
    get requests() {
      return requests;
    },
    async get(purpose, url, headers = {}) {
      failure = `the budget of ${options.maxRequests} requests is spent`;
      if (requests >= options.maxRequests) return null;
      if (requests++ > 0) await wait(options.pauseMs);
      const answer = await once(purpose, url, headers, options);
      failure = 'failure' in answer ? answer.failure : null;
      return 'failure' in answer ? null : answer;
    },
  };
}

function once(
  purpose: Purpose,
  url: URL,
  headers: Readonly<Record<string, string>>,
  { userAgent, timeoutMs, maxBytes }: ClientOptions,
): Promise<Exchange | { failure: string }> {
  const send = url.protocol === 'https:' ? tlsRequest : plainRequest;
  return new Promise((resolve) => {
    const request = send(
      url,
      {
        headers: { 'user-agent': userAgent, accept: '*/*', ...headers },
        // An untrusted certificate is a finding of its own; nothing secret is sent over the connection.
        rejectUnauthorized: false, // bugheist-ignore[code/tls-unverified] reason: see above
        ...anyTls,
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
          (error: unknown) => resolve({ failure: whyNot(error, timeoutMs) }),
        );
      },
    );
    // Refused, reset, timed out, no HTTP: for every probe that is an answer of its own kind, "nothing there".
    request.on('error', (error) => resolve({ failure: whyNot(error, timeoutMs) }));
    request.end();
  });
}

function whyNot(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  if (error.name === 'AbortError' || error.name === 'TimeoutError')
    return `no whole answer within ${timeoutMs / 1000} s`;
  if (code === 'HPE_HEADER_OVERFLOW') return 'its headers are larger than a browser takes';
  if (code.startsWith('HPE_')) return `what it says is not HTTP (${code})`;
  return reasons[code] ?? error.message;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it breaks the connection off',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
};

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
