import type { FieldError } from '../../refusal.ts';

/** A form that came back: what was typed, and what is wrong with it. */
export interface Returned {
  typed: Readonly<Record<string, string | readonly string[]>>;
  errors: readonly FieldError[];
}

export const untouched: Returned = { typed: {}, errors: [] };

export function typedText({ typed }: Returned, name: string, otherwise = ''): string {
  const value = typed[name];
  return typeof value === 'string' ? value : otherwise;
}
