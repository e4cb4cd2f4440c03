/**
 * What two descriptions of one place have in common: host without `www.`, path with ids and numbers made equal, the
 * names of the query's parameters. Text that is no web address is compared by its words. Empty for an empty location.
 */
export function locationKey(location: string): string {
  const text = location.trim();
  if (text === '') return '';
  const url = webAddress(text);
  if (url === null) return text.toLowerCase().replace(/\s+/g, ' ').slice(0, most);
  const names = [...new Set(url.searchParams.keys())].sort().join('&');
  const path = url.pathname.split('/').filter(Boolean).map(template).join('/');
  return `${url.host.replace(/^www\./, '')}/${path}${names === '' ? '' : `?${names}`}`.slice(0, most);
}

const most = 500;

function webAddress(text: string): URL | null {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : null;
  const isHost = url !== null && /^https?:$/.test(url.protocol) && /[.:]|^localhost$/.test(url.host);
  return isHost && !/\s/.test(text) ? url : null;
}

const template = (segment: string): string =>
  /^\d+$/.test(segment) || /^[0-9a-f]{8,}$|^[0-9a-f-]{36}$/i.test(segment) ? ':id' : segment;
