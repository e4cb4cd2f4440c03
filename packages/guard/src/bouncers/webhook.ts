import { createHmac } from 'node:crypto';
import type { Decision } from '../decisions/decision.ts';
import type { Bouncer } from './bouncer.ts';

export interface WebhookOptions {
  readonly url: string;
  /** Key of the signature; requests go unsigned without one. */
  readonly secret?: string;
  readonly timeoutMs?: number;
}

/**
 * Posts what changed: `{ "sent", "added": […], "removed": […] }`. The body is signed as
 * `X-BugHeist-Signature: sha256=…` (HMAC over the bytes). What the other side didn't acknowledge with 2xx is part of
 * the next post.
 */
export function webhookBouncer({ url, secret, timeoutMs = 10_000 }: WebhookOptions): Bouncer {
  const acknowledged = new Map<string, Decision>();
  return {
    name: 'webhook',
    enforce: async (decisions, now) => {
      const wanted = new Map(decisions.map((decision) => [decision.id, decision]));
      const added = decisions.filter(({ id }) => !acknowledged.has(id));
      const removed = [...acknowledged.values()].filter(({ id }) => !wanted.has(id));
      if (added.length + removed.length === 0) return;
      await postSigned(
        url,
        JSON.stringify({ sent: new Date(now).toISOString(), added, removed }),
        secret,
        timeoutMs,
      );
      for (const decision of added) acknowledged.set(decision.id, decision);
      for (const { id } of removed) acknowledged.delete(id);
    },
  };
}

/** Posts JSON; rejects unless the answer is 2xx. Redirects are not followed: the signature is for one receiver. */
export async function postSigned(
  url: string,
  body: string,
  secret: string | undefined,
  timeoutMs: number,
): Promise<void> {
  const signature = secret === undefined ? null : createHmac('sha256', secret).update(body).digest('hex');
  const response = await fetch(url, {
    method: 'POST',
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      'content-type': 'application/json',
      ...(signature === null ? {} : { 'x-bugheist-signature': `sha256=${signature}` }),
    },
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${new URL(url).origin} answered ${response.status}: expected 2xx`);
}
