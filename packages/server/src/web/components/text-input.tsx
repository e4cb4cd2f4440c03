import { type ComponentChildren, h } from 'preact';
import { controlAttributes, Field, type FieldProps } from './field.tsx';

export type TextInputProps = FieldProps &
  InputLimits & {
    type?:
      | 'text'
      | 'email'
      | 'url'
      | 'password'
      | 'search'
      | 'tel'
      | 'number'
      | 'date'
      | 'datetime-local'
      | undefined;
    value?: string | number | undefined;
    /** Shows how many characters fit; needs `maxLength`. */
    counter?: boolean | undefined;
    /** Stands before the input: a currency, `https://`. */
    prefix?: ComponentChildren;
  };

export function TextInput({ type = 'text', value, counter, prefix, ...props }: TextInputProps) {
  const { name, id, label, hideLabel, hint, error, required, optional, ...rest } = props;
  const field = { name, id, label, hideLabel, hint, error, required, optional };
  const limit = counter ? rest.maxLength : undefined;
  // The JSX types of <input> fall apart by `type`, which varies here.
  const input = h('input', {
    ...rest,
    ...controlAttributes({ ...field, counter }),
    class: 'input',
    type,
    value,
  });
  return (
    <Field {...field} limit={limit}>
      {prefix ? (
        <div class="input-affix">
          <span>{prefix}</span>
          {input}
        </div>
      ) : (
        input
      )}
    </Field>
  );
}

/** As in HTML. */
interface InputLimits {
  autocomplete?: string | undefined;
  autofocus?: boolean | undefined;
  disabled?: boolean | undefined;
  inputMode?: 'text' | 'decimal' | 'numeric' | 'email' | 'url' | 'none' | undefined;
  max?: string | number | undefined;
  maxLength?: number | undefined;
  min?: string | number | undefined;
  minLength?: number | undefined;
  pattern?: string | undefined;
  placeholder?: string | undefined;
  readOnly?: boolean | undefined;
  spellcheck?: boolean | undefined;
  step?: string | number | undefined;
}
