import { controlAttributes, FieldErrorText, type FieldProps, fieldId } from './field.tsx';

type CheckboxProps = Omit<FieldProps, 'optional'> & {
  /** What is sent when it is checked. */
  value?: string | undefined;
  checked?: boolean | undefined;
  disabled?: boolean | undefined;
};

export function Checkbox({ value = 'yes', checked, disabled, ...field }: CheckboxProps) {
  const id = fieldId(field);
  return (
    <div class="choice">
      <input
        {...controlAttributes(field)}
        type="checkbox"
        value={value}
        checked={checked}
        disabled={disabled}
      />
      <label for={id} class={field.hideLabel ? 'visually-hidden' : undefined}>
        {field.label}
      </label>
      {field.hint && (
        <div class="field-hint" id={`${id}-hint`}>
          {field.hint}
        </div>
      )}
      <FieldErrorText id={id} error={field.error} />
    </div>
  );
}
