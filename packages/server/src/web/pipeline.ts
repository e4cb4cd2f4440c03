import { createHash, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, anonymous } from '../permission/actor.ts';
import { can } from '../permission/can.ts';
import { instance } from '../permission/object.ts';
import { notFound, Refusal } from '../refusal.ts';
import { link, urls } from '../urls.ts';
import { type BodyLimits, type ReadBody, readBody } from './body.ts';
import { rateKey, type TrustedProxies } from './client-address.ts';
import { cookieHeader } from './cookies.ts';
import { crossSiteReason, isForeignSubresource } from './cross-site.ts';
import { isFormToken, makeFormToken } from './form-token.ts';
import { gatherValues } from './gather-values.ts';
import { hostOf } from './host.ts';
import { isConcealed, objectOf } from './judge.ts';
import { parseInput, unwritableText } from './parse.ts';
import type { Ports } from './ports.ts';
import { type RateLimiter, rates } from './rate.ts';
import type { Reply } from './reply.ts';
import { describeRequest } from './request.ts';
import type { AnyRoute, Context, FormValues, Request } from './route.ts';
import type { Work } from './shedding.ts';
import type { SignedIn } from './signed-in.ts';

export interface PipelineOptions {
  ports: Ports;
  baseUrl: string;
  hosts: ReadonlySet<string>;
  proxies: TrustedProxies;
  formKey: Uint8Array;
  limiter: RateLimiter;
  now: () => Date;
}

/** What a request became: the reply, and the context that draws pages. */
export interface Answer {
  reply: Reply;
  context: Context;
}

/** How far a request came: with a context, even a refusal is drawn for the person who gets it. */
export interface Progress {
  context: Context | null;
  /** Passes on what the client sends; meanwhile the request counts as nobody's work. */
  waitForClient: Work['waitForClient'];
}

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const defaultLimits: BodyLimits = { maxBytes: 300_000, maxFiles: 0, maxFileBytes: 0 };
const visitorCookieSeconds = 30 * 24 * 3600;

/**
 * The fixed order every request goes through: address → host → HTTPS → cross-site → rate → session → body and form
 * token → permission → parse → handler. (Undeclared methods were answered before, see `kernel.ts`.) Throws a Refusal
 * at the first thing that is wrong; nothing behind it has run then.
 */
export async function runPipeline(
  route: AnyRoute,
  fastifyRequest: FastifyRequest,
  reply: FastifyReply,
  options: PipelineOptions,
  progress: Progress,
): Promise<Answer> {
  const { ports } = options;
  const now = options.now();
  const request = describeRequest(fastifyRequest.raw, options.proxies);
  const changes = unsafe.has(route.method);

  checkHost(request, fastifyRequest.raw.rawHeaders, options);
  const upgrade = httpsRedirect(request, options);
  if (upgrade !== null) return { reply: upgrade, context: bareContext(request, now) };
  if (route.actor === 'cookie') checkCrossSite(request, changes, options);
  checkRate(route, request, changes, options, now);

  const { actor, signedIn } = await ports.read((tx) => identify(route, request, ports, tx, now));
  progress.context = { ...bareContext(request, now), actor, signedIn };
  const visitor = new Visitor(request, reply, signedIn, options.formKey);
  const body =
    changes && route.body
      ? await progress.waitForClient(readBody(fastifyRequest.raw, route.body.type, limitsOf(route)))
      : null;
  progress.context.typed = body?.values ?? {};
  try {
    if (changes && route.actor === 'cookie') checkFormToken(visitor, request, body);
    for (const file of body?.files ?? []) file.prepared = (await route.body?.prepareFile?.(file)) ?? null;
    const after: (() => Promise<void> | void)[] = [];
    const run = async (tx: Context['tx']): Promise<Answer> => {
      const context: Context = {
        ...bareContext(request, now),
        tx,
        actor,
        signedIn,
        typed: body?.values ?? {},
        files: body?.files ?? [],
        setCookie: visitor.setCookie,
        clearCookie: (name) => visitor.setCookie(name, '', { maxAge: 0 }),
        afterCommit: (work) => after.push(work),
      };
      Object.defineProperty(context, 'formToken', { get: () => visitor.formToken, enumerable: true });
      progress.context = context;
      return { reply: await judgeAndHandle(route, context, fastifyRequest, body, ports), context };
    };
    const answer = changes ? await ports.transaction(run) : await ports.read(run);
    for (const work of after) await work();
    return answer;
  } finally {
    await body?.dispose();
  }
}

/** A context without anybody in it, enough to draw an error page. */
export const bareContext = (request: Request, now: Date): Context => ({
  tx: undefined as never,
  actor: anonymous,
  signedIn: null,
  now,
  params: {},
  query: {},
  body: undefined,
  typed: {},
  files: [],
  loaded: undefined,
  request,
  formToken: '',
  setCookie: () => undefined,
  clearCookie: () => undefined,
  afterCommit: () => undefined,
});

function checkHost(
  request: Request,
  rawHeaders: readonly string[],
  { hosts, baseUrl }: PipelineOptions,
): void {
  // Node keeps the first, a proxy may have judged the last. Source: RFC 9112 §3.2.
  if (rawHeaders.filter((field, index) => index % 2 === 0 && field.toLowerCase() === 'host').length > 1)
    throw new Refusal('bad-request', 'Expected one Host header, got several.');
  if (request.url === urls.healthz || request.url === urls.readyz) return;
  const host = hostOf(request.header('host') ?? '');
  if (host !== '' && hosts.has(host)) return;
  throw new Refusal(
    'misdirected',
    `This server answers to ${baseUrl}. To use it under another name, set BASE_URL or ALLOWED_HOSTS.`,
  );
}

function httpsRedirect(request: Request, { baseUrl }: PipelineOptions): Reply | null {
  if (request.secure || !baseUrl.startsWith('https:')) return null;
  if (request.url === urls.healthz || request.url === urls.readyz) return null;
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw new Refusal('bad-request', `Please use ${baseUrl}: over plain HTTP nothing is accepted.`);
  return { type: 'redirect', to: `${baseUrl}${request.url}`, status: 308 };
}

function checkCrossSite(request: Request, changes: boolean, { baseUrl }: PipelineOptions): void {
  if (request.header('authorization') !== undefined && request.cookie('session') !== undefined)
    throw new Refusal('bad-request', 'Send either a session cookie or an API token, not both.');
  const secFetchSite = request.header('sec-fetch-site');
  if (!changes) {
    const [secFetchMode, secFetchDest] = [request.header('sec-fetch-mode'), request.header('sec-fetch-dest')];
    if (request.cookie('session') && isForeignSubresource({ secFetchSite, secFetchMode, secFetchDest }))
      throw new Refusal('cross-site', 'Other sites may link here but not load this page into theirs.');
    return;
  }
  const scheme = request.secure ? 'https' : 'http';
  const ownOrigin =
    request.secure === baseUrl.startsWith('https:') ? `${scheme}://${request.header('host') ?? ''}` : baseUrl;
  const reason = crossSiteReason({ secFetchSite, origin: request.header('origin') }, ownOrigin);
  if (reason !== null)
    throw new Refusal('cross-site', `Nothing was changed: ${reason}. Open the page here and try again.`);
}

function checkRate(
  route: AnyRoute,
  request: Request,
  changes: boolean,
  options: PipelineOptions,
  now: Date,
): void {
  const rate = rates[route.rate ?? (changes ? 'write' : 'read')];
  const seconds = options.limiter.take(rate, rateKey(request.address), now);
  if (seconds === null) return;
  const remedy = changes
    ? `Nothing was changed. Go back, wait ${seconds} s and send it again.`
    : `Please try again in ${seconds} s.`;
  throw new Refusal('too-many-requests', `That was a lot at once. ${remedy}`, {
    headers: { 'retry-after': String(seconds) },
  });
}

async function identify(
  route: AnyRoute,
  request: Request,
  ports: Ports,
  tx: Context['tx'],
  now: Date,
): Promise<{ actor: Actor; signedIn: SignedIn | null }> {
  if (route.actor === 'bearer') return { actor: await bearerActor(request, ports, tx, now), signedIn: null };
  if (route.actor === 'none') return { actor: anonymous, signedIn: null };
  const token = request.cookie('session');
  const signedIn = token ? await ports.signedIn(tx, token, now) : null;
  if (signedIn) return { actor: signedIn.actor, signedIn };
  const claim = request.cookie('claim');
  return { actor: (claim ? await ports.claimActor(tx, claim, now) : null) ?? anonymous, signedIn: null };
}

async function bearerActor(request: Request, ports: Ports, tx: Context['tx'], now: Date): Promise<Actor> {
  const authorization = request.header('authorization');
  if (authorization === undefined) return anonymous;
  if (request.cookie('session') !== undefined)
    throw new Refusal('bad-request', 'Send either a session cookie or an API token, not both.');
  const token = /^Bearer ([\w-]{20,200})$/.exec(authorization)?.[1];
  const actor = token ? await ports.tokenActor(tx, token, now) : null;
  if (actor === null)
    throw new Refusal(
      'unauthenticated',
      'The API token is unknown, revoked or expired. Make a new one in your account.',
      {
        headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
      },
    );
  return actor;
}

/** Whose form it is: the session's, or of a signed-out visitor by a cookie that is set when a form is first drawn. */
class Visitor {
  readonly #request: Request;
  readonly #reply: FastifyReply;
  readonly #key: Uint8Array;
  readonly #session: string | null;
  #visitor: string | undefined;

  constructor(request: Request, reply: FastifyReply, signedIn: SignedIn | null, key: Uint8Array) {
    this.#request = request;
    this.#reply = reply;
    this.#key = key;
    this.#session = signedIn?.sessionId ?? null;
    this.#visitor = request.cookie('visitor');
  }

  get formToken(): string {
    if (this.#session === null && this.#visitor === undefined) {
      this.#visitor = randomBytes(18).toString('base64url');
      this.setCookie('visitor', this.#visitor, { maxAge: visitorCookieSeconds });
    }
    return makeFormToken(this.#key, this.#binding());
  }

  accepts(token: string): boolean {
    if (this.#session === null && this.#visitor === undefined) return false;
    return isFormToken(this.#key, this.#binding(), token);
  }

  setCookie = (name: string, value: string, { maxAge }: { maxAge: number | null }): void => {
    this.#reply.header('set-cookie', cookieHeader(name, value, { secure: this.#request.secure, maxAge }));
  };

  #binding(): string {
    return this.#session === null ? `visitor ${this.#visitor ?? ''}` : `session ${this.#session}`;
  }
}

function checkFormToken(visitor: Visitor, request: Request, body: ReadBody | null): void {
  const field = body?.values['token'];
  const token = typeof field === 'string' ? field : request.header('x-form-token');
  if (token !== undefined && visitor.accepts(token)) return;
  throw new Refusal(
    'form-expired',
    'Nothing was changed: this form was opened too long ago or in another session. Open the form again and send it from there; cookies must be allowed.',
  );
}

async function judgeAndHandle(
  route: AnyRoute,
  context: Context,
  fastifyRequest: FastifyRequest,
  body: ReadBody | null,
  ports: Ports,
): Promise<Reply> {
  const params = parseInput(route.params, fastifyRequest.params);
  if (!params.ok || unwritableText(params.value).length > 0) throw notFound();
  context.params = params.value;
  const query = parseInput(route.query, queryValues(fastifyRequest));
  context.query = query.ok ? query.value : {};
  const loaded: unknown = route.load ? await route.load(context as never) : undefined;
  if (loaded === null) throw notFound();
  context.loaded = loaded;
  checkPermission(route, context);
  if (!query.ok)
    throw new Refusal('invalid', 'The address has values that do not fit.', { fields: query.errors });

  if (route.body === undefined) return handleOnce(route, context, '', ports);
  const typed = body?.values ?? {};
  const input = parseInput(route.body.schema, route.body.type === 'json' ? body?.json : typed);
  if (!input.ok) {
    if (route.invalid) return route.invalid(context as never, input.errors, typed);
    throw new Refusal('invalid', 'Some fields need another look.', { fields: input.errors });
  }
  const unwritable = unwritableText(input.value);
  if (unwritable.length > 0)
    throw new Refusal('invalid', 'Some fields need another look.', { fields: unwritable });
  context.body = input.value;
  const sent = [
    body?.json ?? typed,
    ...(body?.files ?? []).map(({ sha256 }) => Buffer.from(sha256).toString('hex')),
  ];
  return handleOnce(route, context, JSON.stringify(sent), ports);
}

function checkPermission(route: AnyRoute, { actor, loaded, request }: Context): void {
  if (route.permission === 'anyone') return;
  const object = objectOf(route, loaded);
  if (can(actor, route.permission, object)) return;
  if (object !== instance && isConcealed(actor, object)) throw notFound();
  if (actor.type !== 'anonymous') throw new Refusal('forbidden', 'Your role here does not include that.');
  const headers: Record<string, string> =
    route.actor === 'bearer'
      ? { 'www-authenticate': 'Bearer' }
      : { location: link(urls.signIn, null, { next: route.method === 'GET' ? request.url : null }) };
  throw new Refusal('unauthenticated', 'Please sign in first.', { headers });
}

/** A creation with an Idempotency-Key is carried out once; its repetition gets the first answer again. */
async function handleOnce(route: AnyRoute, context: Context, body: string, ports: Ports): Promise<Reply> {
  const key = context.request.header('idempotency-key');
  if (!route.api?.idempotent || key === undefined || context.actor.type !== 'person')
    return route.handle(context as never);
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new Refusal('bad-request', 'Idempotency-Key: expected 1 to 255 visible ASCII characters.');
  const requestHash = createHash('sha256').update(`${route.method} ${context.request.url}\n${body}`).digest();
  const claimed = { personId: context.actor.id, key, requestHash };
  const earlier = await ports.recallAnswer(context.tx, claimed, context.now);
  if (earlier !== null) return { type: 'json', ...earlier, headers: { 'idempotency-replayed': 'true' } };
  const reply = await route.handle(context as never);
  if (reply.type === 'json')
    await ports.keepAnswer(context.tx, claimed, { status: reply.status, body: reply.kept });
  return reply;
}

const limitsOf = ({ body }: AnyRoute): BodyLimits => ({
  maxBytes: body?.maxBytes ?? defaultLimits.maxBytes,
  maxFiles: body?.maxFiles ?? defaultLimits.maxFiles,
  maxFileBytes: body?.maxFileBytes ?? defaultLimits.maxFileBytes,
});

function queryValues({ raw }: FastifyRequest): FormValues {
  const url = raw.url ?? '';
  const at = url.indexOf('?');
  return gatherValues(new URLSearchParams(at === -1 ? '' : url.slice(at)));
}
