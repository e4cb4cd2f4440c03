/** One kind of harmless client, with its lines as a server would log them, oldest first. */
export interface Innocent {
  readonly name: string;
  readonly format: string;
  readonly lines: readonly string[];
}

/** Seconds after the start, request line without the protocol, status. */
export type Visit = readonly [number, string, number];

/** Every call gets an address of its own. */
export function visits(name: string, agent: string, all: readonly Visit[], user = '-'): Innocent {
  const client = `198.51.${100 + (clients >> 7)}.${1 + (clients++ % 127)}`;
  const lines = [...all]
    .sort((a, b) => a[0] - b[0])
    .map(
      ([at, request, status]) =>
        `${client} - ${user} [${clock(at)}] "${request} HTTP/1.1" ${status} 512 "-" "${agent}"`,
    );
  return { name, format: 'nginx', lines };
}

let clients = 0;

/** `count` requests, `every` seconds apart. */
export function repeat(
  count: number,
  every: number,
  request: (n: number) => readonly [string, number],
): Visit[] {
  return Array.from({ length: count }, (_, n): Visit => [n * every, ...request(n)]);
}

/** A search box that asks after every letter of what stands behind the last slash or equals sign. */
export function walk(target: string, every: number, status: number): Visit[] {
  const typed = target.indexOf('=') < 0 ? target.lastIndexOf('/') + 1 : target.indexOf('=') + 1;
  const [before, text] = [target.slice(0, typed), target.slice(typed)];
  return Array.from(
    text,
    (_, n): Visit => [n * every, `GET ${before}${encodeURIComponent(text.slice(0, n + 1))}`, status],
  );
}

/** nginx's local time, in UTC. */
export function clock(seconds: number): string {
  const iso = new Date(Date.UTC(2025, 9, 10, 9) + seconds * 1000).toISOString();
  return `${iso.slice(8, 10)}/Oct/2025:${iso.slice(11, 19)} +0000`;
}

export const browsers = {
  chrome:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0',
  safari:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1',
};

export const machines = {
  crawler: 'Mozilla/5.0 (compatible; ExampleBot/7.0; +http://example.com/robot/)',
  gpt: 'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ModelBot/1.2; +https://example.com/bot)',
  reader: 'FreshRSS/1.24.3 (Linux; https://freshrss.org)',
  monitor: 'Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)',
  linkChecker: 'LinkChecker/10.4 (+https://linkchecker.github.io/linkchecker/)',
  wget: 'Wget/1.21.4',
  acme: "Mozilla/5.0 (compatible; Let's Encrypt validation server; +https://www.letsencrypt.org)",
  app: 'okhttp/4.12.0',
  calendar: 'DAVx5/4.4.2-gplay (2024/09/12; dav4jvm; okhttp/4.12.0) Android/14',
  sync: 'Mozilla/5.0 (Linux) mirall/3.13.3 (Nextcloud, debian-6.1.0 ClientArchitecture: x86_64)',
  maven: 'Apache-Maven/3.9.9 (Java 21.0.4; Linux 6.1.0)',
  pip: 'pip/24.2 {"ci":true,"cpu":"x86_64"}',
  docker: 'docker/27.3.1 go/go1.22.7 kernel/6.1.0 os/linux arch/amd64',
  apt: 'Debian APT-HTTP/1.3 (2.6.1)',
  preview: 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  fediverse: 'http.rb/5.2.0 (Mastodon/4.3.1; +https://social.example/)',
};

export const words =
  'lamp shoe garden bridge river train winter summer paper stone glass wood copper silver bread cheese apple pear plum cherry table chair window door roof wall floor ceiling kitchen bath bed sofa desk shelf mirror carpet curtain pillow blanket candle'.split(
    ' ',
  );
