/**
 * Does a path match a pattern as CODEOWNERS writes it? Like gitignore, but `docs/*` is the files of `docs` alone.
 * Takes as many steps as both are long, multiplied.
 * Source: GitHub docs, about code owners, example of a CODEOWNERS file.
 */
export function matches(pattern: string, path: string): boolean {
  const body = pattern.replace(/^\//, '');
  const isAnchored = pattern.replace(/\/$/, '').includes('/');
  const ends = ending(body);
  let places = new Set([0]);
  if (!isAnchored) places = afterFolders(places, path);
  for (const token of tokensOf(body)) places = after(token, places, path);
  return [...places].some((place) => ends(path.slice(place)));
}

/** What may follow: within a folder anything; behind a plain name what lies in it; behind a star nothing. */
function ending(body: string): (rest: string) => boolean {
  if (body.endsWith('/')) return (rest) => rest !== '';
  const isOpen = !(body.split('/').at(-1) ?? '').includes('*');
  return (rest) => rest === '' || (isOpen && rest.startsWith('/'));
}

// `**/`, `**`, `*`, `?`, or a plain character, which a backslash before it makes of any.
const tokensOf = (body: string): string[] => (body.match(/\*\*\/|\*\*|\\.|./gs) ?? []).map(String);

/** Where the path goes on, from each place where it may stand, when the token has taken its part. */
function after(token: string, places: ReadonlySet<number>, path: string): Set<number> {
  if (places.size === 0) return new Set();
  if (token === '**/') return afterFolders(places, path);
  if (token === '**') return new Set(rangeFrom(Math.min(...places), path.length));
  if (token === '*') return new Set([...places].flatMap((place) => rangeFrom(place, endOfName(place, path))));
  const isAny = token === '?';
  const plain = token.at(-1) ?? '';
  return new Set(
    [...places]
      .filter((place) => (isAny ? /[^/]/.test(path.charAt(place)) : path.charAt(place) === plain))
      .map((place) => place + 1),
  );
}

/** The places themselves, and the beginnings of all names behind them. */
function afterFolders(places: ReadonlySet<number>, path: string): Set<number> {
  const found = new Set(places);
  const first = Math.min(...places);
  for (let at = path.indexOf('/', first); at !== -1; at = path.indexOf('/', at + 1)) found.add(at + 1);
  return found;
}

function endOfName(place: number, path: string): number {
  const end = path.indexOf('/', place);
  return end === -1 ? path.length : end;
}

const rangeFrom = (from: number, to: number): number[] =>
  from > to ? [] : Array.from({ length: to - from + 1 }, (_, step) => from + step);
