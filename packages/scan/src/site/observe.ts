import { exposures, foreignOrigin } from '../rules/site/exposed.ts';
import type { Client } from './client.ts';
import { type Exchange, headerOf, isHtml, type Site } from './exchange.ts';
import { handshake } from './handshake.ts';
import { absolute, tagsOf } from './html.ts';
import { SiteUnreachable } from './site-unreachable.ts';

const maxRedirects = 5;
const maxPages = 5;
const maxScripts = 6;

export interface Observed {
  readonly site: Site;
  /** What was not looked at, and why. */
  readonly skipped: readonly string[];
}

/**
 * Looks at one site: its start page and a few more, what plain HTTP answers, the handshake, and files that should not
 * be there. Stays on the host that was given. Throws SiteUnreachable when the start page does not answer.
 */
export async function observe(start: URL, client: Client, now: Date): Promise<Observed> {
  const skipped: string[] = [];
  const first = await startPage(start, client, skipped);
  if (first.status >= 400)
    skipped.push(`it answers ${first.status}, so what its pages hold and link to was not looked at`);
  const origin = new URL('/', first.url);
  const pages = [first, ...(await morePages(first, client))];
  const exchanges: (Exchange | null)[] = [
    ...pages,
    await plainAnswer(origin, client),
    await client.get('security-txt', new URL('/.well-known/security.txt', origin)),
    await client.get('cors', first.url, { origin: foreignOrigin }),
    await client.get('missing', new URL(`/bugheist-${now.getTime().toString(36)}-missing`, origin)),
  ];
  for (const { path } of exposures) exchanges.push(await client.get('probe', new URL(path, origin)));
  for (const folder of foldersOf(pages)) exchanges.push(await client.get('probe', folder));
  for (const map of await sourceMaps(pages, client)) exchanges.push(await client.get('probe', map));
  const answered = exchanges.filter((exchange) => exchange !== null);
  if (answered.length < exchanges.length)
    skipped.push(`${exchanges.length - answered.length} requests were not answered`);
  return {
    site: { url: first.url, exchanges: answered, transport: await handshake(first.url), now },
    skipped,
  };
}

async function startPage(start: URL, client: Client, skipped: string[]): Promise<Exchange> {
  let url = start;
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const page = await client.get('page', url);
    if (!page) throw new SiteUnreachable(`${url.origin} does not answer: ${client.failure}`);
    const target = URL.parse(headerOf(page, 'location') ?? '', url.href);
    if (page.status < 300 || page.status >= 400 || !target) return page;
    if (target.hostname !== start.hostname) {
      skipped.push(`${url.href} leads to ${target.host}, which was not confirmed to be yours`);
      return page;
    }
    url = target;
  }
  throw new SiteUnreachable(`${start.href} redirects more than ${maxRedirects} times`);
}

/** A few pages that the start page links to: not all, and none that may do something. */
async function morePages(first: Exchange, client: Client): Promise<Exchange[]> {
  if (!isHtml(first)) return [];
  const links = tagsOf(first.body, 'a')
    .map(({ attributes }) => absolute(attributes.get('href'), first.url))
    .filter((url) => url !== null)
    .filter(
      (url) => url.origin === first.url.origin && url.search === '' && url.pathname !== first.url.pathname,
    )
    .filter(
      ({ pathname }) =>
        !/log-?out|sign-?out|delete|remove|\.(zip|pdf|gz|exe|dmg|png|jpe?g|mp4)$/i.test(pathname),
    );
  const chosen = [...new Map(links.map((url) => [url.pathname, url])).values()].slice(0, maxPages - 1);
  const pages: Exchange[] = [];
  for (const url of chosen) {
    const page = await client.get('page', new URL(url.pathname, url));
    if (page) pages.push(page);
  }
  return pages;
}

/** What the same host answers without TLS. A site that is only served in clear has answered already. */
function plainAnswer(origin: URL, client: Client): Promise<Exchange | null> {
  const plain = new URL(origin);
  if (origin.protocol === 'https:') {
    plain.protocol = 'http:';
    // Another port is another service: only the usual pair belongs together.
    if (origin.port !== '') return Promise.resolve(null);
  }
  return client.get('plain', plain);
}

/** Folders that the pages load things from. */
function foldersOf(pages: readonly Exchange[]): URL[] {
  const folders = pages.flatMap((page) =>
    own(page, 'script', 'img', 'link').map((url) => new URL('.', url).href),
  );
  return [...new Set(folders)]
    .map((href) => new URL(href))
    .filter(({ pathname }) => pathname !== '/')
    .slice(0, 3);
}

/** The maps that the site's own scripts name. */
async function sourceMaps(pages: readonly Exchange[], client: Client): Promise<URL[]> {
  const scripts = new Map(
    pages.flatMap((page) => own(page, 'script').map((url) => [url.href, url] as const)),
  );
  const maps: URL[] = [];
  for (const url of [...scripts.values()].slice(0, maxScripts)) {
    const script = await client.get('script', url);
    const named = /[#@]\s?sourceMappingURL=([^\s'"]{1,300})\s*$/.exec(script?.body.slice(-500) ?? '')?.[1];
    const map = named && !named.startsWith('data:') ? absolute(named, url) : null;
    if (map && map.origin === url.origin) maps.push(map);
  }
  return maps;
}

const own = (page: Exchange, ...names: readonly string[]): URL[] =>
  tagsOf(page.body, ...names)
    .map(({ attributes }) => absolute(attributes.get('src') ?? attributes.get('href'), page.url))
    .filter((url) => url !== null)
    .filter((url) => url.origin === page.url.origin);
