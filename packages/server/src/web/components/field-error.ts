import type { FieldError } from '../../refusal.ts';

/** The message for one field among those of a refusal, or null. */
export const errorFor = (errors: readonly FieldError[], name: string): string | null =>
  errors.find(({ path }) => path === name)?.message ?? null;
