const allowed = new Set(['http:', 'https:', 'mailto:']);

/**
 * The address as given when it may stand in a link, else null: http, https, mailto and everything relative. Judged as
 * a browser reads it (WHATWG URL: leading control characters, tabs and newlines inside the scheme are dropped).
 */
export function safeUrl(href: string): string | null {
  let parsed: URL;
  try {
    parsed = new URL(href, 'https://relative.invalid');
  } catch {
    return null;
  }
  return allowed.has(parsed.protocol) ? href : null;
}
