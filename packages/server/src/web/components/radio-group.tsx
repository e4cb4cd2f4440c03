import { webWords } from '../../words/web.ts';
import type { IconName } from '../icons.ts';
import { FieldErrorText, type FieldProps, fieldId } from './field.tsx';
import { Icon } from './icon.tsx';

export interface RadioChoice {
  value: string;
  label: string;
  hint?: string | undefined;
  icon?: IconName | undefined;
  disabled?: boolean | undefined;
}

type RadioGroupProps = FieldProps & { choices: readonly RadioChoice[]; value?: string | undefined };

/** One of a few, as cards. */
export function RadioGroup({ choices, value, ...field }: RadioGroupProps) {
  const id = fieldId(field);
  const described = [field.hint ? `${id}-hint` : null, field.error ? `${id}-error` : null]
    .filter((part) => part !== null)
    .join(' ');
  return (
    <fieldset class="field radio-group" id={id} aria-describedby={described || undefined}>
      <legend class={field.hideLabel ? 'visually-hidden' : 'field-label'}>
        {field.label}
        {field.optional && <span class="field-optional">{webWords.optional}</span>}
      </legend>
      {field.hint && (
        <div class="field-hint" id={`${id}-hint`}>
          {field.hint}
        </div>
      )}
      <div class="radio-cards">
        {choices.map((choice) => (
          <label class="radio-card" key={choice.value}>
            <input
              type="radio"
              name={field.name}
              value={choice.value}
              checked={choice.value === value}
              required={field.required}
              disabled={choice.disabled}
            />
            {choice.icon ? <Icon name={choice.icon} /> : <span class="radio-dot" aria-hidden="true" />}
            <span>
              <span class="radio-card-title">{choice.label}</span>
              {choice.hint && <span class="radio-card-hint">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldErrorText id={id} error={field.error} />
    </fieldset>
  );
}
