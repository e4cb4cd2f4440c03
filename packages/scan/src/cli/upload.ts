import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { UsageError } from '../config/config.ts';
import type { ScanResult } from '../engine/result.ts';
import { jsonDocument } from '../report/json.ts';
import { printable } from '../report/printable.ts';
import { GitFailure, git } from '../walk/git.ts';
import type { ScanIo } from './io.ts';
import { UploadFailure } from './upload-failure.ts';

const tries = 3;
const timeoutMs = 30_000;
const maxWaitMs = 30_000;

/** Where a result goes, and what opens the door. */
export interface Destination {
  readonly target: URL;
  readonly token: string;
}

/** Throws UsageError: what is wrong with an upload is better known before a long scan than after. */
export function destinationOf(url: string, { env }: Pick<ScanIo, 'env'>): Destination {
  const token = env['BUGHEIST_TOKEN']?.trim();
  if (!token) throw new UsageError('--upload needs a token of the server in BUGHEIST_TOKEN');
  // Sent as it is, fetch would refuse it with a message that quotes it.
  if (!/^[!-~]+$/.test(token))
    throw new UsageError('BUGHEIST_TOKEN holds spaces or other characters that no token has');
  return { target: targetOf(url), token };
}

/**
 * `POST <server>/api/v1/scans`, gzipped: the JSON report and what was scanned. The same result sent twice carries
 * the same idempotency key, so that a repeated job files nothing twice. Throws UploadFailure.
 */
export async function upload(
  result: ScanResult,
  { target, token }: Destination,
  asset: string | null,
  io: ScanIo,
): Promise<void> {
  const document = { ...jsonDocument(result), subject: { asset, ...commitOf(io.cwd) } };
  const request: RequestInit = {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'idempotency-key': idempotencyKey(document),
      'user-agent': `bugheist-scan/${result.tool.version}`,
    },
    body: gzipSync(JSON.stringify(document)),
    // A redirect would carry the token to whoever it names.
    redirect: 'manual',
  };
  const answer = await send(target, request, io);
  io.err(`uploaded to ${target.origin}: ${printable(answer)}\n`);
}

function targetOf(url: string): URL {
  const target = URL.parse('/api/v1/scans', url);
  if (!target) throw new UsageError(`--upload is ${url}, expected the address of a BugHeist server`);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(target.hostname);
  if (target.protocol !== 'https:' && !(target.protocol === 'http:' && isLoopback))
    throw new UsageError(`--upload is ${url}: a token is only sent over https`);
  return target;
}

/** Asks again when the server is busy or the connection breaks: the key keeps a second request from filing twice. */
async function send(target: URL, request: RequestInit, io: ScanIo): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const answer = await attemptOnce(target, request, io);
    const mayRetry = attempt < tries && (answer instanceof UploadFailure || busy.includes(answer.status));
    if (!mayRetry) {
      if (answer instanceof UploadFailure) throw answer;
      return outcomeOf(answer, target);
    }
    const asked = answer instanceof UploadFailure ? null : answer.headers.get('retry-after');
    await wait(waitMs(asked, attempt));
  }
}

const busy: readonly number[] = [429, 502, 503, 504];

/** Retry-After may also be a date, which nobody waits for here. Source: RFC 9110 §10.2.3. */
function waitMs(asked: string | null, attempt: number): number {
  const seconds = asked !== null && /^\d+$/.test(asked) ? Number(asked) : attempt;
  return Math.min(maxWaitMs, seconds * 1000);
}

async function attemptOnce(
  target: URL,
  request: RequestInit,
  io: ScanIo,
): Promise<{ status: number; headers: Headers; text: string } | UploadFailure> {
  try {
    const response = await io.fetch(target.href, { ...request, signal: AbortSignal.timeout(timeoutMs) });
    return {
      status: response.status,
      headers: response.headers,
      text: (await response.text()).slice(0, 20_000),
    };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const why = cause instanceof Error ? cause.message : String(cause);
    return new UploadFailure(`${target.origin} could not be reached: ${why}`, { cause: error });
  }
}

/** Where the server shows the result. Throws UploadFailure when it did not take it. */
function outcomeOf(
  { status, headers, text }: { status: number; headers: Headers; text: string },
  target: URL,
): string {
  const fields = fieldsOf(text);
  if (status >= 200 && status < 300 && fields !== null)
    return typeof fields['url'] === 'string' ? fields['url'] : 'accepted';
  throw new UploadFailure(whyRefused(status, headers, text, target));
}

function whyRefused(status: number, headers: Headers, text: string, { origin, pathname }: URL): string {
  if (status === 404)
    return `${origin} takes no scans at ${pathname}: it is no BugHeist server, or too old a one`;
  if (status < 300) return `${origin} answered ${status}, but not as a BugHeist server does: is it one?`;
  if (status < 400)
    return `${origin} leads to ${printable(headers.get('location') ?? 'nowhere')}, where no token is sent: name that address, if it is the server's`;
  return `${origin} answered ${status}: ${problemOf(text)}`;
}

/** Title and detail of an RFC 9457 problem document, or the text itself. */
function problemOf(text: string): string {
  const { title, detail } = fieldsOf(text) ?? {};
  return printable(
    [title, detail].filter((part) => typeof part === 'string').join(': ') || text.slice(0, 200),
  );
}

/** The fields of a JSON object; null when the text is none. */
function fieldsOf(text: string): Record<string, unknown> | null {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === 'object' && document !== null ? { ...document } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Everything but the figures, which differ from run to run. */
const idempotencyKey = (document: object): string =>
  createHash('sha256')
    .update(JSON.stringify({ ...document, stats: null }))
    .digest('hex');

function commitOf(cwd: string): { commit: string | null; branch: string | null } {
  try {
    const [commit, branch] = ['HEAD', '--abbrev-ref HEAD'].map((what) =>
      git(cwd, ['rev-parse', ...what.split(' ')])
        .toString('utf8')
        .trim(),
    );
    return { commit: commit ?? null, branch: branch === 'HEAD' ? null : (branch ?? null) };
  } catch (error) {
    if (error instanceof GitFailure) return { commit: null, branch: null };
    throw error;
  }
}
