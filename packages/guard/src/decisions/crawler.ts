import { resolve4, resolve6, reverse } from 'node:dns/promises';

/** The two questions to the name system; an argument so that the check can be run without one. */
export interface Names {
  readonly reverse: (address: string) => Promise<readonly string[]>;
  readonly forward: (name: string) => Promise<readonly string[]>;
}

export const systemNames: Names = {
  reverse,
  forward: async (name) => {
    const answers = await Promise.allSettled([resolve4(name), resolve6(name)]);
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  },
};

/** Domains search engines say their crawlers' names end in. Source: each one's "verify our crawler" page. */
const crawlerDomains = [
  ...[
    'googlebot.com',
    'google.com',
    'googleusercontent.com',
    'search.msn.com',
    'applebot.apple.com',
    'duckduckgo.com',
  ],
  ...[
    'yandex.ru',
    'yandex.net',
    'yandex.com',
    'crawl.baidu.com',
    'crawl.yahoo.net',
    'search.qwant.com',
    'archive.org',
  ],
];

/**
 * True when the address belongs to a search engine: its name ends in one of their domains and that name leads back to
 * it. The user agent is not asked, anybody can write one. A name system that doesn't answer in time is a no.
 */
export async function isVerifiedCrawler(address: string, names: Names, timeoutMs = 3000): Promise<boolean> {
  const timeout = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), timeoutMs).unref();
  });
  return Promise.race([check(address, names), timeout]);
}

async function check(address: string, names: Names): Promise<boolean> {
  try {
    for (const name of await names.reverse(address)) {
      const lower = name.toLowerCase().replace(/\.$/, '');
      // googleusercontent.com is also what rented machines are called.
      const known = crawlerDomains.some((domain) => lower.endsWith(`.${domain}`));
      const rented = lower.endsWith('.bc.googleusercontent.com');
      if (known && !rented && (await names.forward(lower)).includes(address)) return true;
    }
    return false;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
