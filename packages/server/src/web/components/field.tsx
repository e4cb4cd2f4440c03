import type { ComponentChildren } from 'preact';
import { webWords } from '../../words/web.ts';
import { Icon } from './icon.tsx';

/** What every field takes. */
export interface FieldProps {
  /** Name in the form; also the id unless `id` is given. */
  name: string;
  id?: string | undefined;
  label: ComponentChildren;
  /** Keeps the label for assistive technology and hides it from view. */
  hideLabel?: boolean | undefined;
  hint?: ComponentChildren;
  /** What is wrong and what would be right. */
  error?: string | null | undefined;
  required?: boolean | undefined;
  /** Says "optional" beside the label. */
  optional?: boolean | undefined;
}

export const fieldId = ({ id, name }: Pick<FieldProps, 'id' | 'name'>): string => id ?? name;

/** Attributes that tie a control to its hint and error. */
export function controlAttributes(field: FieldProps & { counter?: boolean | undefined }) {
  const id = fieldId(field);
  const described = [
    field.hint ? `${id}-hint` : null,
    field.error ? `${id}-error` : null,
    field.counter ? `${id}-counter` : null,
  ].filter((part) => part !== null);
  return {
    id,
    name: field.name,
    required: field.required,
    'aria-invalid': field.error ? ('true' as const) : undefined,
    'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
  };
}

/** Label, hint, control, error and counter of one field. The typed inputs below it bring their own. */
export function Field({
  limit,
  children,
  ...field
}: FieldProps & { limit?: number | undefined; children: ComponentChildren }) {
  const id = fieldId(field);
  return (
    <div class="field">
      <label for={id} class={field.hideLabel ? 'visually-hidden' : 'field-label'}>
        {field.label}
        {field.optional && <span class="field-optional">{webWords.optional}</span>}
      </label>
      {field.hint && (
        <div class="field-hint" id={`${id}-hint`}>
          {field.hint}
        </div>
      )}
      {children}
      {(field.error || limit !== undefined) && (
        <div class="field-foot">
          <FieldErrorText id={id} error={field.error} />
          {limit !== undefined && (
            <span
              class="field-counter"
              id={`${id}-counter`}
              data-limit={limit}
              data-left={webWords.charactersLeft}
            >
              {webWords.charactersAtMost(limit)}
            </span>
          )}
        </div>
      )}
    </div>
  );
}

export const FieldErrorText = ({ id, error }: { id: string; error: string | null | undefined }) =>
  error ? (
    <p class="field-error" id={`${id}-error`} role="alert">
      <Icon name="octagon-alert" />
      {error}
    </p>
  ) : null;
