import type { FieldError } from '../../refusal.ts';
import type { EventRow } from '../store/bug-page.ts';

export type BugForm =
  | 'step'
  | 'assignment'
  | 'severity'
  | 'details'
  | 'labels'
  | 'comment'
  | 'note'
  | 'publication'
  | 'other';

/** What came back with a form that was not accepted, so that nothing typed is lost. */
export interface FormState {
  form: BugForm;
  typed: Readonly<Record<string, string | readonly string[]>>;
  errors: readonly FieldError[];
  /** What was wrong as a whole. */
  message: string | null;
  /** What happened since the form was opened, when that is why it was refused. */
  missed: readonly EventRow[] | null;
}

/** Whether anything was wrong; else the form only came back with more in it. */
export const wasRefused = (state: FormState | null): state is FormState =>
  state !== null && (state.message !== null || state.errors.length > 0 || state.missed !== null);

/** What was typed into a field of this form, or what stands there. */
export function typedIn(state: FormState | null, form: BugForm, name: string, otherwise = ''): string {
  if (state?.form !== form) return otherwise;
  const value = state.typed[name];
  return typeof value === 'string' ? value : otherwise;
}

export const errorsIn = (state: FormState | null, form: BugForm): readonly FieldError[] =>
  state?.form === form ? state.errors : [];
