import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Decision } from '../decisions/decision.ts';
import type { PlaceOf } from '../geography/place.ts';
import { parseAddress } from '../logs/address.ts';
import type { AddressRanges } from '../logs/address-range.ts';
import { clientAddress } from '../logs/client-address.ts';
import { type Event, event, splitTarget } from '../logs/event.ts';
import { Challenge, type ChallengeOptions } from './challenge.ts';
import { challengePage } from './challenge-page.ts';
import { DecisionTable } from './decision-table.ts';
import { RateLimit } from './rate-limit.ts';
import { answerRefusal, type Refusal, wantsPage } from './refusal.ts';
import type { Look } from './refusal-page.ts';

export interface MiddlewareOptions {
  /** Proxies in front of this application. */
  readonly trusted: AddressRanges;
  readonly now: () => number;
  /** Who asks, where the application has its own word on it; by `trusted` and the usual headers without. */
  readonly clientOf?: (request: IncomingMessage) => string;
  /** Where addresses are; decisions about countries and networks are enforced with it. */
  readonly placeOf?: PlaceOf;
  /**
   * Browsers whose address is limited may do a little work and go on at a humane speed. Everything that isn't a browser
   * opening a page still gets 429 past its limit, never a page it can't read.
   */
  readonly challenge?: ChallengeOptions;
  /** How the pages look that refused browsers get; plain without. */
  readonly look?: Look;
  /** Every finished request as an event, for a guard in the same process. */
  readonly onEvent?: (event: Event) => void;
}

/**
 * Refuses banned clients inside a Node application. One instance serves `node:http` (`wrap`), Express and connect
 * (`express`) and Fastify (`fastify`, an onRequest hook); feed it decisions with `enforce`, as any bouncer.
 */
export class GuardMiddleware {
  readonly name = 'middleware';
  readonly #options: MiddlewareOptions;
  readonly #limit = new RateLimit(1000, 20);
  readonly #passedLimit = new RateLimit(100, 200);
  readonly #challenge: Challenge | null;
  #table = new DecisionTable([]);
  #refused = 0;

  constructor(options: MiddlewareOptions) {
    this.#options = options;
    this.#challenge = options.challenge ? new Challenge(options.challenge) : null;
  }

  get refused(): number {
    return this.#refused;
  }

  readonly enforce = async (decisions: readonly Decision[]): Promise<void> => {
    this.#table = new DecisionTable(decisions, this.#options.placeOf);
  };

  /** A request handler that answers banned clients itself. */
  wrap(handler: (request: IncomingMessage, response: ServerResponse) => void) {
    return (request: IncomingMessage, response: ServerResponse): void => {
      if (!this.#refuse(request, response)) handler(request, response);
    };
  }

  readonly express = (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    if (!this.#refuse(request, response)) next();
  };

  /** For `fastify.addHook('onRequest', …)`; a refused request is answered on the raw response and never reaches a route. */
  readonly fastify = (
    request: { readonly raw: IncomingMessage },
    reply: { readonly raw: ServerResponse; readonly hijack: () => unknown },
    done: () => void,
  ): void => {
    if (this.#refuse(request.raw, reply.raw)) reply.hijack();
    else done();
  };

  /** True when the request was refused and answered. */
  #refuse(request: IncomingMessage, response: ServerResponse): boolean {
    const now = this.#options.now();
    const client = this.#clientOf(request);
    this.#report(request, response, client, now);
    const decision = client === '' ? null : this.#table.find(client, hostOf(request), now);
    if (decision === null) return false;
    if (decision.measure === 'ban')
      return this.#answer(request, response, {
        status: 403,
        until: decision.until,
        reference: decision.id,
        now,
      });
    const passed = this.#challenge?.isPassed(joined(request.headers.cookie) ?? '', client, now) ?? false;
    const wait = (passed ? this.#passedLimit : this.#limit).waitFor(client, now);
    if (wait === 0) return false;
    if (this.#challenge && !passed && request.method === 'GET' && wantsPage(request))
      return this.#ask(response, this.#challenge.taskFor(client, now), decision.id, wait);
    return this.#answer(request, response, { status: 429, until: now + wait, reference: decision.id, now });
  }

  #ask(response: ServerResponse, task: string, reference: string, waitMs: number): true {
    this.#refused++;
    const waitSeconds = Math.ceil(waitMs / 1000);
    const page = challengePage({ task, waitSeconds, reference }, this.#options.look ?? null);
    const headers = { 'cache-control': 'no-store', 'retry-after': String(waitSeconds) };
    response.writeHead(429, { ...headers, ...page.headers });
    response.end(page.html);
    return true;
  }

  #answer(request: IncomingMessage, response: ServerResponse, refusal: Refusal): true {
    this.#refused++;
    answerRefusal(request, response, refusal, this.#options.look ?? null);
    return true;
  }

  #clientOf(request: IncomingMessage): string {
    if (this.#options.clientOf) return parseAddress(this.#options.clientOf(request)) ?? '';
    return clientAddress(
      {
        peer: request.socket.remoteAddress ?? '',
        forwarded: joined(request.headers['forwarded']),
        xForwardedFor: joined(request.headers['x-forwarded-for']),
      },
      this.#options.trusted,
    );
  }

  #report(request: IncomingMessage, response: ServerResponse, ip: string, started: number): void {
    const { onEvent, now } = this.#options;
    if (!onEvent) return;
    response.once('finish', () => {
      const target = request.url ?? '';
      onEvent(
        event({
          source: 'node',
          kind: 'http-access',
          line: `${ip} "${request.method ?? ''} ${target}" ${response.statusCode}`,
          t: started,
          ip,
          host: hostOf(request),
          method: request.method ?? '',
          ...splitTarget(target),
          status: response.statusCode,
          ms: now() - started,
          ua: request.headers['user-agent'] ?? '',
          ref: request.headers['referer'] ?? '',
        }),
      );
    });
  }
}

function hostOf(request: IncomingMessage): string {
  return (request.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
}

function joined(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(', ') : header;
}
