import { getDomain } from 'tldts';

/**
 * The domain an organization is found by: what can be registered under a public suffix (`shop.example.co.uk` →
 * `example.co.uk`, `acme.github.io` stays), else the host itself (an address, a name of a private network).
 *
 * Source: publicsuffix.org, its private section included, so that two tenants of one hoster stay apart.
 */
export function organizationDomain(host: string): string {
  const name = normalHost(host);
  return getDomain(name, { allowPrivateDomains: true }) ?? name;
}

/** Lower case, without a trailing dot or the brackets of an IPv6 address. */
export const normalHost = (host: string): string =>
  host
    .trim()
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[(.*)\]$/, '$1');
