/** Why a request was made. */
export type Purpose = 'page' | 'plain' | 'security-txt' | 'probe' | 'cors' | 'missing' | 'script';

/** A request that was made and its answer. */
export interface Exchange {
  readonly purpose: Purpose;
  readonly method: string;
  readonly url: URL;
  readonly status: number;
  /** By lower-case name; a header sent twice has two values. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** As text; at most what the client's limit allows. */
  readonly body: string;
}

export interface Transport {
  /** As `TLSv1.3`. */
  readonly protocol: string;
  /** Old versions that the server still agreed to. */
  readonly oldProtocols: readonly string[];
  /** Why the certificate is not trusted, or null. */
  readonly distrust: string | null;
  readonly validTo: Date | null;
}

/** What was seen of one site. */
export interface Site {
  /** Where the start page really is, after redirects within the host. */
  readonly url: URL;
  readonly exchanges: readonly Exchange[];
  /** Null when the site speaks no TLS. */
  readonly transport: Transport | null;
  readonly now: Date;
}

/** The first value of a header, or null. */
export const headerOf = ({ headers }: Exchange, name: string): string | null =>
  headers.get(name)?.[0] ?? null;

export const pagesOf = ({ exchanges }: Site): Exchange[] =>
  exchanges.filter(({ purpose, status }) => purpose === 'page' && status < 400);

export const isHtml = (exchange: Exchange): boolean =>
  /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(headerOf(exchange, 'content-type') ?? '');

/** Reads an answer as it goes over the wire: status line, headers, an empty line, body. Source: RFC 9112 §2.1. */
export function parseExchange(purpose: Purpose, method: string, url: URL, text: string): Exchange {
  const [head = '', ...rest] = text.split(/\r?\n\r?\n/);
  const [statusLine = '', ...lines] = head.split(/\r?\n/);
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const [, name, value = ''] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
    if (name) headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value]);
  }
  return {
    purpose,
    method,
    url,
    status: Number(/\d{3}/.exec(statusLine)?.[0] ?? 0),
    headers,
    body: rest.join('\n\n'),
  };
}
