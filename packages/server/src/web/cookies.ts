/** Name → value of a Cookie header; the first of a repeated name counts. Source: RFC 6265 §5.4. */
export function parseCookies(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at < 1) continue;
    const name = pair.slice(0, at).trim();
    if (!cookies.has(name)) cookies.set(name, pair.slice(at + 1).trim());
  }
  return cookies;
}

export interface CookieOptions {
  secure: boolean;
  /** Seconds; null for a cookie that ends with the browser session, 0 to take it back. */
  maxAge: number | null;
}

/** Always HttpOnly, SameSite=Lax and for the whole host; over HTTPS Secure, and `__Host-` keeps subdomains out. */
export function cookieHeader(name: string, value: string, { secure, maxAge }: CookieOptions): string {
  const age = maxAge === null ? '' : `; Max-Age=${maxAge}`;
  return `${cookieName(name, secure)}=${value}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}${age}`;
}

/** Source: RFC 6265bis §4.1.3.2. */
export const cookieName = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);
