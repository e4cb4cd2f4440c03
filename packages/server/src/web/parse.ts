import { z } from 'zod';
import type { FieldError } from '../refusal.ts';

type Parsed = { ok: true; value: unknown } | { ok: false; errors: readonly FieldError[] };

/** Parses input with a route's schema; a route without one takes nothing. Errors carry the path of their field. */
export function parseInput(schema: z.ZodType | undefined, input: unknown): Parsed {
  if (schema === undefined) return { ok: true, value: {} };
  const result = schema.safeParse(input);
  if (result.success) return { ok: true, value: result.data };
  return {
    ok: false,
    errors: result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  };
}

/**
 * The fields in what was parsed that hold text the database cannot: with a NUL, or half of a surrogate pair. Forms
 * lose both while they are decoded; JSON can spell them.
 */
export function unwritableText(value: unknown, path: readonly string[] = []): readonly FieldError[] {
  if (typeof value === 'string') return isWritable(value) ? [] : [unwritable(path)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    isWritable(key) ? unwritableText(inner, [...path, key]) : [unwritable(path)],
  );
}

const isWritable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
const unwritable = (path: readonly string[]): FieldError => ({
  path: path.join('.'),
  message: 'This has a character that no text may have: NUL, or half of a surrogate pair.',
});

/** A text field of a form: trimmed, with a limit in characters. */
export const textField = (max: number, min = 0) =>
  z
    .string('Please fill this in.')
    .trim()
    .min(min, min === 1 ? 'Please fill this in.' : `At least ${min} characters, please.`)
    .max(max, `At most ${max} characters, please.`);

/** A field that may stand in a form more than once: absent, one or several values become a list. */
export const listField = <Item extends z.ZodType>(item: Item) =>
  z.preprocess(
    (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z.array(item),
  );

/** A checkbox: present or not. */
export const checkbox = () =>
  z.preprocess((value) => value === 'on' || value === 'true' || value === true, z.boolean());

/** An optional choice: an empty value counts as none. */
export const optional = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (value === '' || value === undefined ? null : value), item.nullable());
