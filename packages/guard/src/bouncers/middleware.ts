import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Decision } from '../decisions/decision.ts';
import type { PlaceOf } from '../geography/place.ts';
import type { AddressRanges } from '../logs/address-range.ts';
import { clientAddress } from '../logs/client-address.ts';
import { type Event, event, splitTarget } from '../logs/event.ts';
import { DecisionTable } from './decision-table.ts';
import { RateLimit } from './rate-limit.ts';

export interface MiddlewareOptions {
  /** Proxies in front of this application. */
  readonly trusted: AddressRanges;
  readonly now: () => number;
  /** Where addresses are; decisions about countries and networks are enforced with it. */
  readonly placeOf?: PlaceOf;
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
  #table = new DecisionTable([]);
  #refused = 0;

  constructor(options: MiddlewareOptions) {
    this.#options = options;
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
    if (decision.measure === 'ban') return this.#answer(response, 403, decision, now);
    const wait = this.#limit.waitFor(client, now);
    return wait > 0 && this.#answer(response, 429, { ...decision, until: now + wait }, now);
  }

  #answer(response: ServerResponse, status: 403 | 429, { id, until }: Decision, now: number): true {
    this.#refused++;
    response.writeHead(status, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': String(Math.ceil((until - now) / 1000)),
    });
    response.end(
      `Requests from your address are refused for now. If you think this is wrong, name this: ${id}\n`,
    );
    return true;
  }

  #clientOf(request: IncomingMessage): string {
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
