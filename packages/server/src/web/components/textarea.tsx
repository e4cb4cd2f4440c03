import { controlAttributes, Field, type FieldProps } from './field.tsx';

export type TextareaProps = FieldProps & {
  value?: string | undefined;
  /** Shows how many characters fit; needs `maxLength`. */
  counter?: boolean | undefined;
  autocomplete?: string | undefined;
  autofocus?: boolean | undefined;
  disabled?: boolean | undefined;
  maxLength?: number | undefined;
  placeholder?: string | undefined;
  readOnly?: boolean | undefined;
  rows?: number | undefined;
  spellcheck?: boolean | undefined;
};

export function Textarea({ value, counter, rows = 4, ...props }: TextareaProps) {
  const { name, id, label, hideLabel, hint, error, required, optional, ...rest } = props;
  const field = { name, id, label, hideLabel, hint, error, required, optional };
  return (
    <Field {...field} limit={counter ? rest.maxLength : undefined}>
      <textarea
        {...rest}
        {...controlAttributes({ ...field, counter })}
        rows={rows}
        class="input"
        value={value}
      />
    </Field>
  );
}
