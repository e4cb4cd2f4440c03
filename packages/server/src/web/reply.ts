import type { Readable } from 'node:stream';
import type { VNode } from 'preact';

export interface PageReply {
  type: 'page';
  body: VNode;
  title: string;
  status?: number;
  /** One sentence for search engines and link previews; pages without one are not indexed. */
  description?: string;
  /** Island modules the page loads, by name. */
  scripts?: readonly string[];
  /** Room style is part of the one stylesheet; a page only says which width it wants. */
  width?: 'narrow' | 'normal' | 'wide';
  feeds?: readonly { href: string; title: string }[];
  /** Path of the image for link previews. */
  image?: string;
  noIndex?: boolean;
  /** How the change went that led here; the layout says it above the page. */
  done?: string | null | undefined;
  /** Why a form was refused as a whole, where no field is to blame. */
  refused?: string | null | undefined;
}

export type Reply =
  | PageReply
  | { type: 'redirect'; to: string; status: 303 | 308 }
  | {
      type: 'json';
      body: unknown;
      status: number;
      headers?: Record<string, string>;
      /** What a repetition with the same Idempotency-Key gets, where it may not be the whole again. */
      kept?: unknown;
    }
  | { type: 'text'; body: string; contentType: string; status: number; headers?: Record<string, string> }
  | { type: 'fragment'; body: VNode; status: number; framed: boolean }
  | { type: 'file'; stream: Readable; contentType: string; headers: Record<string, string> }
  | { type: 'events'; start: (send: SendEvent, end: () => void) => () => void }
  | { type: 'empty'; status: number; headers?: Record<string, string> };

/** With an id it comes back in `Last-Event-ID` when the browser connects again. */
type SendEvent = (event: string, data: unknown, id?: string) => void;

export const page = (
  title: string,
  body: VNode,
  more: Omit<PageReply, 'type' | 'title' | 'body'> = {},
): Reply => ({
  type: 'page',
  title,
  body,
  ...more,
});

/** After a change: see the outcome at another address. Only paths of our own. */
export function redirect(to: string): Reply {
  if (!isLocalPath(to)) throw new TypeError(`A redirect stays on this site; got "${to}".`);
  return { type: 'redirect', to, status: 303 };
}

export const json = (
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
  kept: unknown = body,
): Reply => ({
  type: 'json',
  body,
  status,
  headers,
  kept,
});

export const text = (body: string, contentType = 'text/plain; charset=utf-8', status = 200): Reply => ({
  type: 'text',
  body,
  contentType,
  status,
});

/** A piece of a page, for an island to place; `framed` when it is shown in an iframe of ours. */
export const fragment = (body: VNode, { framed = false, status = 200 } = {}): Reply => ({
  type: 'fragment',
  body,
  status,
  framed,
});

export const empty = (status = 204, headers: Record<string, string> = {}): Reply => ({
  type: 'empty',
  status,
  headers,
});

/**
 * Whether a string is a path on this site as a header can carry it: what `next` parameters may name. No `//host`, no
 * `/\host`, nothing but visible ASCII: an address that we made has the rest percent-encoded.
 */
export const isLocalPath = (path: string): boolean => /^\/(?![/\\])[!-[\]-~]*$/.test(path);
