/** Ordinary visitors, made from a seed: pages with their assets, searches, logins that succeed, a wrong password now and then. */
export function ordinaryTraffic(visitors: number, seed = 1): string[] {
  const random = generator(seed);
  const lines: { at: number; line: string }[] = [];
  for (let visitor = 0; visitor < visitors; visitor++) {
    const client = `${20 + (visitor % 60)}.${(visitor >> 6) % 200}.${visitor % 250}.${1 + (visitor % 200)}`;
    let at = start + random() * 3_600_000;
    const agent = pick(agents, random);
    for (let page = 0; page < 3 + random() * 12; page++) {
      for (const [request, status] of visit(random)) {
        lines.push({ at, line: lineOf(client, at, request, status, agent) });
        at += 40 + random() * 400;
      }
      at += 2000 + random() * 40_000;
    }
  }
  return lines.sort((a, b) => a.at - b.at).map(({ line }) => line);
}

const start = Date.UTC(2025, 9, 10, 8);
const agents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1',
];
const searches = [
  'red+shoes',
  'how+to+select+a+lamp',
  'O%27Neil',
  'caf%C3%A9+%26+bar',
  '1%2B1%3D2',
  'union+square',
  '%3C3+you',
];

function visit(random: () => number): [string, number][] {
  const assets = Array.from({ length: 4 + Math.floor(random() * 20) }, (_, n): [string, number] => [
    `GET /static/${n}-${Math.floor(random() * 90)}.${pick(['js', 'css', 'png', 'woff2'], random)}`,
    random() < 0.98 ? 200 : 404,
  ]);
  const chance = random();
  if (chance < 0.1) return [['POST /login', random() < 0.2 ? 401 : 302], ['GET /account', 200], ...assets];
  if (chance < 0.3)
    return [[`GET /search?q=${pick(searches, random)}&page=${Math.floor(random() * 5)}`, 200], ...assets];
  if (chance < 0.35) return [[`GET /old/${Math.floor(random() * 500)}`, 404]];
  if (chance < 0.5)
    return [[`GET /api/items?filter=(price+lt+${Math.floor(random() * 99)})&sort=-date`, 200]];
  return [[`GET /articles/${Math.floor(random() * 5000)}`, random() < 0.01 ? 500 : 200], ...assets];
}

function lineOf(client: string, at: number, request: string, status: number, agent: string): string {
  const iso = new Date(at).toISOString();
  return `${client} - - [${iso.slice(8, 10)}/Oct/2025:${iso.slice(11, 19)} +0000] "${request} HTTP/1.1" ${status} 512 "https://example.org/" "${agent}"`;
}

function pick<T>(all: readonly T[], random: () => number): T {
  const found = all[Math.floor(random() * all.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

/** Mulberry32: small, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
