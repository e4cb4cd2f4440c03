/**
 * What two descriptions of one place have in common: host without `www.`, path with the ids in it made equal, the
 * names of the query's parameters. What is no web address is compared by its words. Empty for an empty location, at
 * most 500 characters; the scheme, a fragment and the parameters that only track visits make no difference.
 */
export function locationKey(location: string): string {
  const text = location.trim();
  const url = webAddress(text);
  if (url === null) return text.toLowerCase().replaceAll(/\s+/g, ' ').slice(0, maxLength);
  const path = url.pathname.split('/').filter(Boolean).map(template).join('/');
  const names = [...new Set(url.searchParams.keys())].filter((name) => !tracks.test(name)).sort();
  const query = names.length === 0 ? '' : `?${names.join('&')}`;
  return `${hostOf(url)}/${path}${query}`.slice(0, maxLength);
}

const maxLength = 500;

const tracks = /^(utm_\w+|fbclid|gclid|msclkid|mc_eid)$/i;

/** People paste addresses with and without a scheme; a name without a dot is a host only when the scheme says so. */
function webAddress(text: string): URL | null {
  if (/\s/.test(text)) return null;
  const hasScheme = /^https?:\/\//i.test(text);
  const address = hasScheme ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return hasScheme || (url.hostname.includes('.') && url.username === '') ? url : null;
}

const hostOf = ({ hostname, port }: URL): string => {
  const name = hostname.replace(/^www\./, '').replace(/\.$/, '');
  return port === '' || port === '80' || port === '443' ? name : `${name}:${port}`;
};

const template = (segment: string): string => {
  const name = segment.replace(/;.*$/, '');
  return ids.some((id) => id.test(name)) ? ':id' : name;
};

/** Numbers, UUIDs, hashes, ULIDs and other long mixtures of letters and digits, mail addresses. */
const ids: readonly RegExp[] = [
  /^\d+$/,
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  /^(?=.*\d)[0-9a-f]{8,}$/i,
  /^(?=.*\d)(?=.*[a-z])[0-9a-z_]{20,}$/i,
  /^[^@%]+(?:@|%40)[^@%.]+(?:\.[^@%.]+)+$/,
];
