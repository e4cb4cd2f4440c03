import { controlAttributes, Field, type FieldProps } from './field.tsx';

export interface Option {
  value: string;
  label: string;
  disabled?: boolean | undefined;
}

export interface OptionGroup {
  label: string;
  options: readonly Option[];
}

type SelectProps = FieldProps & {
  options: readonly (Option | OptionGroup)[];
  value?: string | undefined;
  /** First entry with an empty value: "Anyone", "Choose a kind". */
  blank?: string | undefined;
  disabled?: boolean | undefined;
  autocomplete?: string | undefined;
};

export function Select({ options, value = '', blank, disabled, autocomplete, ...field }: SelectProps) {
  return (
    <Field {...field}>
      <select {...controlAttributes(field)} class="input" disabled={disabled} autocomplete={autocomplete}>
        {blank !== undefined && (
          <option value="" selected={value === ''}>
            {blank}
          </option>
        )}
        {options.map((entry) =>
          'options' in entry ? (
            <optgroup label={entry.label} key={entry.label}>
              {entry.options.map((option) => optionElement(option, value))}
            </optgroup>
          ) : (
            optionElement(entry, value)
          ),
        )}
      </select>
    </Field>
  );
}

const optionElement = (option: Option, chosen: string) => (
  <option
    value={option.value}
    selected={option.value === chosen}
    disabled={option.disabled}
    key={option.value}
  >
    {option.label}
  </option>
);
