import type { DecisionScope } from '../decisions/decision.ts';
import { isObject } from '../logs/json-line.ts';
import type { Exchange, PullAnswer, PushAnswer, SharedDecision } from './exchange.ts';

export interface HttpExchangeOptions {
  /** Address of the server, without a path. */
  readonly url: string;
  /** The guard's token. */
  readonly token: string;
  readonly timeoutMs?: number;
}

/** A server's `/api/v1/decisions` and `/api/v1/guard`. What it answers is checked as anything from outside. */
export function httpExchange({ url, token, timeoutMs = 15_000 }: HttpExchangeOptions): Exchange {
  const ask = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const response = await fetch(new URL(path, url), {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(
        `${method} ${new URL(url).origin}${path.replace(/\?.*/s, '')} answered ${response.status}, expected 2xx: ${text.slice(0, 200)}`,
      );
    const answer: unknown = JSON.parse(text);
    if (!isObject(answer) || typeof answer['now'] !== 'number')
      throw new Error(`${new URL(url).origin}${path} answered something else than a BugHeist server does`);
    return answer;
  };
  return {
    name: new URL(url).origin,
    push: async (sent) => pushAnswer(await ask('POST', '/api/v1/decisions', { version: 1, ...sent })),
    pull: async (cursor) =>
      pullAnswer(
        await ask(
          'GET',
          `/api/v1/decisions${cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`}`,
        ),
      ),
    report: async (heartbeat) => ({ now: Number((await ask('PUT', '/api/v1/guard', heartbeat))['now']) }),
  };
}

function pushAnswer(answer: Record<string, unknown>): PushAnswer {
  const refused = Array.isArray(answer['refused']) ? answer['refused'] : [];
  return {
    now: Number(answer['now']),
    refused: refused.flatMap((one: unknown) =>
      isObject(one) ? [{ id: String(one['id']), why: String(one['why']) }] : [],
    ),
  };
}

function pullAnswer(answer: Record<string, unknown>): PullAnswer {
  const { items, next, more, now } = answer;
  if (!Array.isArray(items) || typeof next !== 'string' || next === '')
    throw new Error('the decisions of the server are not what they should be: expected items and next');
  return {
    items: items.flatMap((one) => sharedDecision(one) ?? []),
    next,
    more: more === true,
    now: Number(now),
  };
}

/** Null for what a newer server may know and this guard does not. */
function sharedDecision(value: unknown): SharedDecision | null {
  if (!isObject(value)) return null;
  const text = (key: string) => (typeof value[key] === 'string' ? value[key] : null);
  const number = (key: string) => (Number.isFinite(value[key]) ? Number(value[key]) : null);
  const [id, target, host, scenario, reason, by] = ['id', 'value', 'host', 'scenario', 'reason', 'by'].map(
    text,
  );
  const [from, until, strike] = ['from', 'until', 'strike'].map(number);
  const scope = scopes.find((one) => one === value['scope']);
  const measure = measures.find((one) => one === value['measure']);
  if (id == null || target == null || host == null || scope === undefined || measure === undefined)
    return null;
  if (from == null || until == null || id === '') return null;
  const ended = isObject(value['ended']) ? value['ended'] : null;
  return {
    id,
    scope,
    value: target,
    host,
    measure,
    scenario: scenario ?? '',
    reason: reason ?? '',
    from,
    until,
    by: by ?? '',
    shadow: value['shadow'] === true,
    held: value['held'] === true,
    strike: strike ?? 1,
    confirmedBy: text('confirmedBy'),
    ended: ended && {
      at: Number(ended['at']),
      by: String(ended['by']),
      why: String(ended['why']),
    },
  };
}

const scopes: readonly DecisionScope[] = ['ip', 'range', 'session', 'username', 'country', 'as'];
const measures: readonly SharedDecision['measure'][] = ['ban', 'limit'];
