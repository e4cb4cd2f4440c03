/**
 * What an unclaimed organization is called in addresses. The whole domain, suffix and all: `example` alone would let
 * the first of example.com and example.org look like the other.
 */
export function slugOf(text: string): string {
  const slug = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '');
  return slug === '' ? 'organization' : slug;
}

/** The `ACME` of `ACME-42`: two to ten letters and digits, a letter first. */
export function keyOf(text: string): string {
  const name = text.replace(/^xn--/i, '').split('.')[0] ?? '';
  const letters = name.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const key = /^[A-Z]/.test(letters) ? letters : `H${letters}`;
  return key.slice(0, 7).padEnd(2, 'X');
}

/** The nth choice when the plain one is taken: `acme`, `acme-2`, `acme-3`; `ACME`, `ACME2`, `ACME3`. */
export const slugChoice = (slug: string, attempt: number): string =>
  attempt === 1 ? slug : `${slug}-${attempt}`;
export const keyChoice = (key: string, attempt: number): string =>
  attempt === 1 ? key : `${key.slice(0, 10 - String(attempt).length)}${attempt}`;

export const isSlug = (value: string): boolean => /^[a-z0-9](-?[a-z0-9]){0,62}$/.test(value);
export const isKey = (value: string): boolean => /^[A-Z][A-Z0-9]{1,9}$/.test(value);
