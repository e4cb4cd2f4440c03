export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

const tag = /<([a-z][a-z0-9]{0,20})((?:\s[^<>]{0,4000})?)>/gi;
const attribute =
  /([^\s"'=<>/]{1,60})(?:\s{0,5}=\s{0,5}(?:"([^"]{0,3000})"|'([^']{0,3000})'|([^\s"'<>]{1,3000})))?/g;

/** Opening tags of these names with their attributes. Comments are left out; scripts' text may look like tags and is not. */
export function tagsOf(html: string, ...names: readonly string[]): Tag[] {
  const text = html.slice(0, 2_000_000).replace(/<!--[\s\S]{0,100000}?-->/g, '');
  return [...text.matchAll(tag)]
    .filter(([, name = '']) => names.includes(name.toLowerCase()))
    .map(([, name = '', inside = '']) => ({ name: name.toLowerCase(), attributes: attributesOf(inside) }));
}

function attributesOf(inside: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', double, single, bare] of inside.matchAll(attribute))
    if (!found.has(name.toLowerCase()))
      found.set(name.toLowerCase(), decoded(double ?? single ?? bare ?? ''));
  return found;
}

/** The entities that addresses are written with. */
const decoded = (text: string): string =>
  text
    .replace(/&(?:amp|#38|#x26);/gi, '&')
    .replace(/&(?:quot|#34);/gi, '"')
    .trim();

/** An address of the page made absolute, or null when it is none. */
export const absolute = (address: string | undefined, page: URL): URL | null =>
  address === undefined || address === '' ? null : URL.parse(address, page.href);
