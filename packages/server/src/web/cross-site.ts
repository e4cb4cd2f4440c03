/**
 * Why a request that changes something is refused as forged, or null. The browser says where a request comes from in
 * headers a page cannot set: Sec-Fetch-Site, else Origin. A browser sends at least one of them with every POST, so a
 * request with neither did not come from a page of ours.
 *
 * Source: Fetch Metadata §2.3, RFC 6454 §7.
 */
export function crossSiteReason(
  headers: { secFetchSite: string | undefined; origin: string | undefined },
  ownOrigin: string,
): string | null {
  const { secFetchSite, origin } = headers;
  if (secFetchSite !== undefined) {
    if (secFetchSite === 'same-origin' || secFetchSite === 'none') return null;
    return `it was sent from ${secFetchSite === 'same-site' ? 'another host of this site' : 'another site'}`;
  }
  if (origin === undefined) return 'it does not say which page it was sent from';
  return origin === ownOrigin ? null : 'it was sent from another site';
}

/**
 * Whether another site tries to embed or fetch a page with the reader's cookies; following a link is welcome.
 * Source: W3C, Fetch Metadata, "resource isolation policy".
 */
export function isForeignSubresource(headers: {
  secFetchSite: string | undefined;
  secFetchMode: string | undefined;
  secFetchDest: string | undefined;
}): boolean {
  if (
    headers.secFetchSite === undefined ||
    headers.secFetchSite === 'same-origin' ||
    headers.secFetchSite === 'none'
  )
    return false;
  return !(headers.secFetchMode === 'navigate' && headers.secFetchDest === 'document');
}
