import { get } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

export const kinds = ['html', 'css', 'script', 'image', 'font'] as const;
export type Kind = (typeof kinds)[number];

interface Fetched {
  /** Of the body, as sent. */
  bytes: number;
  type: string;
  text: string;
}

/** Bytes on the wire by kind, for a page and everything it names; each file counts once. Throws unless all answer 200. */
export async function weigh(url: string, headers: Record<string, string>): Promise<Record<Kind, number>> {
  const weight: Record<Kind, number> = { html: 0, css: 0, script: 0, image: 0, font: 0 };
  const asked = new Set<string>();
  const left = [url];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (asked.has(next)) continue;
    asked.add(next);
    const file = await fetchFile(next, headers);
    weight[kindOf(next, file.type)] += file.bytes;
    for (const name of namedIn(file)) left.push(new URL(name, next).href);
  }
  return weight;
}

const kindsByType: readonly [RegExp, Kind][] = [
  [/^text\/html/, 'html'],
  [/^text\/css/, 'css'],
  [/javascript/, 'script'],
  [/^image\//, 'image'],
  [/^font\//, 'font'],
];

function kindOf(url: string, type: string): Kind {
  const kind = kindsByType.find(([pattern]) => pattern.test(type))?.[1];
  if (kind === undefined) throw new Error(`${url} is of type ${type}, which no budget speaks of.`);
  return kind;
}

/** What a browser fetches by itself because of this file, as written there; not what a script may still ask for. */
function namedIn({ type, text }: Fetched): string[] {
  if (type.startsWith('text/css')) return matches(text, /url\(["']?(?!data:)([^"')#]+)/g);
  if (type.includes('javascript')) return matches(text, /(?:from|import)\s*["'](\.{0,2}\/[^"']+\.js)["']/g);
  if (!type.startsWith('text/html')) return [];
  return [
    ...matches(text, /<link(?=[^>]* rel="(?:stylesheet|icon|modulepreload|preload)")[^>]* href="([^"]+)"/g),
    ...matches(text, /<(?:script|img|iframe|source)[^>]* src="([^"]+)"/g),
    ...matches(text, /<use[^>]* href="([^"#]+)/g),
  ];
}

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].flatMap(([, name]) =>
    name === undefined ? [] : [name.replaceAll('&amp;', '&')],
  );

function fetchFile(url: string, headers: Record<string, string>): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    const asking = { headers: { ...headers, 'accept-encoding': 'gzip, deflate, br, zstd' } };
    get(url, asking, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        if (response.statusCode !== 200) return reject(new Error(`${url} answered ${response.statusCode}.`));
        const text = decoded(body, response.headers['content-encoding']).toString();
        resolve({ bytes: body.length, type: response.headers['content-type'] ?? '', text });
      });
    }).on('error', reject);
  });
}

function decoded(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding === undefined) return body;
  if (encoding === 'br') return brotliDecompressSync(body);
  if (encoding === 'gzip') return gunzipSync(body);
  throw new Error(`Asked for gzip or brotli, got ${encoding}.`);
}
