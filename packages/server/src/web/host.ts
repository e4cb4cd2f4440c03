/** Hosts that always reach a server on the reader's own machine. */
const local = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The hosts this server answers to: the one of BASE_URL, those the operator adds, and the local ones. Ports are not
 * compared, a proxy may change them.
 */
export function allowedHosts(baseUrl: string, extra: readonly string[]): ReadonlySet<string> {
  return new Set([...local, hostOf(new URL(baseUrl).host), ...extra.map(hostOf)]);
}

/** Host header → comparable name: lower-case, no port, no trailing dot. Empty when the header is malformed. */
export function hostOf(header: string): string {
  const name = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+?)\.?(?::\d{1,5})?$/i.exec(header.trim())?.[1];
  return name?.toLowerCase() ?? '';
}
