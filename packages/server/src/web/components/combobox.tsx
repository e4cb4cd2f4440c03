import { controlAttributes, Field, type FieldProps, fieldId } from './field.tsx';

interface ComboboxProps extends FieldProps {
  /** What may be chosen; `hint` stands behind the value in the list. */
  options: readonly { value: string; hint?: string | undefined }[];
  value?: string | undefined;
  placeholder?: string | undefined;
}

/** Free text with suggestions of the browser: a weakness by its number or name. */
export function Combobox({ options, value, placeholder, ...field }: ComboboxProps) {
  const list = `${fieldId(field)}-options`;
  return (
    <Field {...field}>
      <input
        {...controlAttributes(field)}
        class="input"
        type="text"
        list={list}
        value={value}
        placeholder={placeholder}
        autocomplete="off"
      />
      <datalist id={list}>
        {options.map((option) => (
          <option value={option.value} key={option.value}>
            {option.hint}
          </option>
        ))}
      </datalist>
    </Field>
  );
}
