import { readFileSync } from 'node:fs';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Refusal } from '../refusal.ts';
import { urls } from '../urls.ts';
import { responseSerializer } from './json-response.ts';
import { needsObject } from './judge.ts';
import { bareContext, type PipelineOptions, type Progress, runPipeline } from './pipeline.ts';
import { type Problem, problemOf } from './problem.ts';
import { isLocalPath, type PageReply, type Reply } from './reply.ts';
import { describeRequest } from './request.ts';
import type { AnyRoute, Context } from './route.ts';
import { securityHeaders } from './security-headers.ts';
import { fragmentHeaders, sendEvents, sendFile, sendText } from './send.ts';
import { Shedding } from './shedding.ts';

export interface KernelOptions extends PipelineOptions {
  routes: readonly AnyRoute[];
  tls: { keyFile: string; certificateFile: string } | null;
  /** When it is too much; for this process unless given. */
  shedding?: Shedding | undefined;
  /** How long clients are waited for, unless other than `patience`. */
  patience?: Patience | undefined;
  /** Draws a whole document around a page's body. */
  draw: (page: PageReply, context: Context) => string;
  /** The body of an error page. */
  drawProblem: (problem: Problem, context: Context) => VNode;
}

/**
 * The web server with every route in it. Throws at start for a route without a permission, without the object its
 * permission needs, declared twice, or whose response schema lets anything pass.
 */
export function createKernel(options: KernelOptions): FastifyInstance {
  const server = createServer(options, (error, request, reply) => fail(error, null, request, reply));
  const shedding = options.shedding ?? new Shedding();
  server.addHook('onClose', async () => shedding.close());

  // Bodies are read inside the pipeline, by the one type a route takes.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request, _payload, done) => done(null));

  const serializers = new Map<AnyRoute, ReadonlyMap<number, (value: unknown) => string>>();
  for (const route of checked(options.routes)) {
    serializers.set(route, serializersOf(route));
    server.route({
      method: route.method,
      url: route.url,
      handler: (request, reply) => serve(route, request, reply),
    });
  }
  const declared = methodsByUrl(options.routes);
  server.setNotFoundHandler(answerUnrouted);
  // Fastify takes no QUERY (RFC 10008) without a Content-Type: before it looks whether anything here takes QUERY at all.
  server.setErrorHandler((error, request, reply) =>
    codeOf(error) === 'FST_ERR_ROUTE_MISSING_CONTENT_TYPE'
      ? answerUnrouted(request, reply)
      : fail(error, null, request, reply),
  );
  return server;

  function answerUnrouted(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const methods = declared.find(({ fits }) => fits.test(request.url))?.methods;
    if (methods === undefined || methods.has(request.method)) return serve(notFoundRoute, request, reply);
    return refuseMethod(methods, request, reply);
  }

  async function serve(route: AnyRoute, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (shedding.overloaded && route.url !== urls.healthz)
      return fail(
        new Refusal('overloaded', 'Nothing was changed. Please go back and try again in a few seconds.', {
          headers: { 'retry-after': '2' },
        }),
        route,
        request,
        reply,
      );
    const work = shedding.enter();
    const progress: Progress = { context: null, waitForClient: work.waitForClient };
    try {
      const { reply: answer, context } = await runPipeline(route, request, reply, options, progress);
      await send(route, answer, context, request, reply);
      if (context.signedIn) options.ports.noteSession(context.signedIn.sessionId, context.now);
    } catch (error) {
      await fail(error, route, request, reply, progress.context);
    } finally {
      work.end();
    }
    return reply;
  }

  async function refuseMethod(methods: ReadonlySet<string>, request: FastifyRequest, reply: FastifyReply) {
    const allow = [...methods, ...(methods.has('GET') ? ['HEAD'] : [])].join(', ');
    const refusal = new Refusal('method-not-allowed', `This address takes ${allow}.`, { headers: { allow } });
    return fail(refusal, null, request, reply);
  }

  async function send(
    route: AnyRoute,
    answer: Reply,
    context: Context,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    reply.headers(securityHeaders({ https: context.request.secure }));
    const encodings = request.headers['accept-encoding'];
    const deliver = (
      status: number,
      contentType: string,
      body: string,
      headers: Record<string, string> = {},
    ) => sendText(reply, { status, contentType, body, headers }, encodings);
    switch (answer.type) {
      case 'page':
        return deliver(answer.status ?? 200, 'text/html; charset=utf-8', options.draw(answer, context));
      case 'fragment':
        return deliver(
          answer.status,
          'text/html; charset=utf-8',
          renderToString(answer.body),
          fragmentHeaders(answer.framed),
        );
      case 'json': {
        const write = serializers.get(route)?.get(answer.status) ?? JSON.stringify;
        return deliver(answer.status, 'application/json', write(answer.body), answer.headers);
      }
      case 'text':
        return deliver(answer.status, answer.contentType, answer.body, answer.headers);
      case 'redirect':
        return reply
          .code(answer.status)
          .header('cache-control', 'no-store')
          .header('location', answer.to)
          .send();
      case 'empty':
        return reply
          .code(answer.status)
          .headers(answer.headers ?? {})
          .send();
      case 'file':
        return sendFile(reply, answer);
      case 'events':
        return sendEvents(reply, answer);
    }
  }

  async function fail(
    thrown: unknown,
    route: AnyRoute | null,
    request: FastifyRequest,
    reply: FastifyReply,
    known: Context | null = null,
  ): Promise<FastifyReply> {
    const context = known ?? bareContext(describeRequest(request.raw, options.proxies), options.now());
    const { id, method, url } = context.request;
    const error = refusalOf(thrown);
    const problem = problemOf(error, id);
    if (problem.status === 500)
      options.ports.log.error({ id, method, path: url.split('?')[0], error }, 'request failed');
    reply.headers(securityHeaders({ https: context.request.secure }));
    const { location, ...headers } = error instanceof Refusal ? error.headers : {};
    if (location !== undefined && isLocalPath(location) && !wantsJson(route, request)) {
      return reply.code(303).header('cache-control', 'no-store').header('location', location).send();
    }
    // The rest of an unread body is not worth reading: the connection ends with the answer.
    if (!request.raw.complete) reply.header('connection', 'close');
    const rendered = wantsJson(route, request)
      ? { contentType: 'application/problem+json', body: JSON.stringify(problem) }
      : { contentType: 'text/html; charset=utf-8', body: drawError(problem, context) };
    await sendText(
      reply,
      { status: problem.status, ...rendered, headers },
      request.headers['accept-encoding'],
    );
    return reply;
  }

  function drawError(problem: Problem, context: Context): string {
    return options.draw(
      {
        type: 'page',
        title: problem.title,
        body: options.drawProblem(problem, context),
        noIndex: true,
        width: 'narrow',
      },
      context,
    );
  }
}

/** A request that Fastify could not read is the client's mistake; any other error stays what it is. */
function refusalOf(error: unknown): unknown {
  if (codeOf(error) === 'FST_ERR_BAD_URL')
    return new Refusal('bad-request', 'Expected an address in percent-encoded UTF-8, got other bytes.', {
      cause: error,
    });
  if (codeOf(error) === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new Refusal('unsupported-media-type', 'Expected a Content-Type like application/json, got none.', {
      cause: error,
    });
  return error;
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/**
 * The path of a request, also where the client sent a whole URL as to a proxy: the host in it counts then, not the
 * header beside it. Source: RFC 9112 §3.2.2.
 */
function originForm(request: { url?: string | undefined; headers: { host?: string | undefined } }): string {
  const url = request.url ?? '/';
  const [, authority, path = ''] = /^https?:\/\/([^/?]*)(.*)$/i.exec(url) ?? [];
  if (authority === undefined) return url;
  request.headers.host = authority;
  return path.startsWith('/') ? path : `/${path}`;
}

type AnswerBadUrl = NonNullable<FastifyServerOptions['frameworkErrors']>;

/** How long a client may take, in milliseconds, before its connection is cut: a slow one holds nothing for ever. */
export interface Patience {
  headersMs: number;
  /** Headers and body: the most a form takes, from a phone. */
  requestMs: number;
  /** Without a byte in either direction: one that never reads its answer. Streams of events beat more often. */
  silenceMs: number;
  /** How often slow ones are looked for. */
  checkMs: number;
}

const patience: Patience = { headersMs: 15_000, requestMs: 180_000, silenceMs: 60_000, checkMs: 5_000 };

function createServer(
  { tls, patience: { headersMs, requestMs, silenceMs, checkMs } = patience }: KernelOptions,
  frameworkErrors: AnswerBadUrl,
): FastifyInstance {
  const timeouts = { headersTimeout: headersMs, connectionsCheckingInterval: checkMs };
  const common = {
    logger: false,
    frameworkErrors,
    rewriteUrl: originForm,
    requestTimeout: requestMs,
    connectionTimeout: silenceMs,
    keepAliveTimeout: 10_000,
    routerOptions: { maxParamLength: 300 },
  } as const;
  if (tls === null) return Fastify({ ...common, http: timeouts });
  const [key, cert] = [readFileSync(tls.keyFile), readFileSync(tls.certificateFile)];
  const secure = Fastify({ ...common, https: { ...timeouts, key, cert, minVersion: 'TLSv1.2' } });
  // Fastify types a server by its socket; the routes are the same on both.
  return secure as unknown as FastifyInstance;
}

const notFoundRoute: AnyRoute = {
  method: 'GET',
  url: urls.home,
  actor: 'none',
  permission: 'anyone',
  handle: async () => {
    throw new Refusal(
      'not-found',
      'There is no such page. It may have moved, or the address has a typing error.',
    );
  },
};

function checked(routes: readonly AnyRoute[]): readonly AnyRoute[] {
  const seen = new Set<string>();
  for (const route of routes) {
    const name = `${route.method} ${route.url}`;
    if (!route.permission)
      throw new TypeError(`${name} declares no permission. Name one, or say 'anyone' aloud.`);
    if (route.permission !== 'anyone' && needsObject(route.permission) && !route.object)
      throw new TypeError(`${name}: ${route.permission} needs the object it is about.`);
    if (seen.has(name)) throw new TypeError(`${name} is declared twice.`);
    seen.add(name);
  }
  return routes;
}

/** What each address takes, for the answer to a method it does not take; the most exact address first. */
function methodsByUrl(routes: readonly AnyRoute[]): { fits: RegExp; methods: ReadonlySet<string> }[] {
  const methods = new Map<string, Set<string>>();
  for (const { url, method } of routes) methods.set(url, (methods.get(url) ?? new Set()).add(method));
  const places = (url: string) => url.split(':').length;
  return [...methods]
    .sort(([a], [b]) => places(a) - places(b))
    .map(([url, taken]) => ({ fits: patternOf(url), methods: taken }));
}

const patternOf = (url: string): RegExp =>
  new RegExp(`^${url.replaceAll('.', '\\.').replace(/:[a-z]+/gi, '[^/?]+')}(?:\\?|$)`);

function serializersOf(route: AnyRoute): ReadonlyMap<number, (value: unknown) => string> {
  const serializers = new Map<number, (value: unknown) => string>();
  for (const [status, { schema }] of Object.entries(route.api?.responses ?? {}))
    if (schema) serializers.set(Number(status), responseSerializer(schema));
  return serializers;
}

function wantsJson(route: AnyRoute | null, request: FastifyRequest): boolean {
  if (route?.actor === 'bearer' || request.url.startsWith('/api/')) return true;
  return (request.headers.accept ?? '').startsWith('application/json');
}
