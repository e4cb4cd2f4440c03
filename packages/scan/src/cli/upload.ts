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

/**
 * `POST <server>/api/v1/scans`, gzipped: the JSON report and what was scanned. The same result sent twice carries
 * the same idempotency key, so that a repeated job files nothing twice. Throws UsageError or UploadFailure.
 */
export async function upload(
  result: ScanResult,
  { url, asset }: { url: string; asset: string | null },
  io: ScanIo,
): Promise<void> {
  const token = io.env['BUGHEIST_TOKEN'];
  if (!token) throw new UsageError('--upload needs a token of the server in BUGHEIST_TOKEN');
  const target = targetOf(url);
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
    redirect: 'error',
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

async function send(target: URL, request: RequestInit, io: ScanIo): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const response = await attemptOnce(target, request, io);
    const text = (await response.text()).slice(0, 2000);
    if (response.ok) return outcomeOf(text);
    const mayRetry = (response.status === 429 || response.status >= 502) && attempt < tries;
    if (!mayRetry)
      throw new UploadFailure(
        response.status === 404
          ? `${target.origin} takes no scans at ${target.pathname}: it is no BugHeist server, or too old a one`
          : `${target.origin} answered ${response.status}: ${problemOf(text)}`,
      );
    const seconds = Number(response.headers.get('retry-after') ?? attempt);
    await wait(Math.min(maxWaitMs, Number.isFinite(seconds) ? seconds * 1000 : 1000));
  }
}

async function attemptOnce(target: URL, request: RequestInit, io: ScanIo): Promise<Response> {
  try {
    return await io.fetch(target.href, { ...request, signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new UploadFailure(
      `${target.origin} could not be reached: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
}

/** Title and detail of an RFC 9457 problem document, or the text itself. */
function problemOf(text: string): string {
  const { title, detail } = fieldsOf(text);
  return printable(
    [title, detail].filter((part) => typeof part === 'string').join(': ') || text.slice(0, 200),
  );
}

function outcomeOf(text: string): string {
  const { url } = fieldsOf(text);
  return typeof url === 'string' ? url : 'accepted';
}

function fieldsOf(text: string): Record<string, unknown> {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === 'object' && document !== null ? { ...document } : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
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
