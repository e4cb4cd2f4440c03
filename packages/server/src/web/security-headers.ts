/**
 * The policy of every page: nothing unless named, nothing inline, no framing, and no string ever becomes script.
 * Source: CSP Level 3, Trusted Types.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Headers of every response; HSTS only over HTTPS, where browsers heed it. */
export const securityHeaders = (options: { https: boolean }): Readonly<Record<string, string>> =>
  options.https ? overHttps : overHttp;

const overHttp = headersOver('http');
const overHttps = headersOver('https');

function headersOver(scheme: 'http' | 'https'): Readonly<Record<string, string>> {
  const https = scheme === 'https';
  return Object.freeze({
    'content-security-policy': https
      ? `${contentSecurityPolicy}; upgrade-insecure-requests`
      : contentSecurityPolicy,
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'x-permitted-cross-domain-policies': 'none',
    ...(https ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains; preload' } : {}),
  });
}

/** For a page that is shown inside one of our own frames (the markdown preview): still no script, and no other framer. */
export const framedPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/** For what people uploaded: no script, no plugin, no origin. */
export const filePolicy = "default-src 'none'; sandbox";
