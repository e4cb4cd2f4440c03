/** Keeps what was typed into the forms of a page over one reload, in this tab. */
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const storageKey = () => `typed ${location.pathname}`;

/** Whether everything could be kept; false when files were chosen, which no page may choose again by itself. */
export function keepTyped(): boolean {
  const fields = typedFields();
  if (fields.some((field) => field instanceof HTMLInputElement && field.type === 'file')) return false;
  const kept = fields.map((field) => [nameOf(field), isTicked(field) ? field.checked : field.value]);
  sessionStorage.setItem(storageKey(), JSON.stringify(kept));
  return true;
}

/** Puts back what `keepTyped` kept, and unfolds what it stands in. */
export function restoreTyped(): void {
  const kept: unknown = JSON.parse(sessionStorage.getItem(storageKey()) ?? '[]');
  sessionStorage.removeItem(storageKey());
  if (!Array.isArray(kept) || kept.length === 0) return;
  const fields = new Map(allFields().map((field) => [nameOf(field), field]));
  for (const [name, value] of kept as [string, string | boolean][]) {
    const field = fields.get(name);
    if (!field) continue;
    if (isTicked(field)) field.checked = value === true;
    else if (typeof value === 'string') field.value = value;
    for (let fold = field.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
      fold.open = true;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

const allFields = (): Field[] => [
  ...document.querySelectorAll<Field>(
    'main form :is(input:not([type=hidden], [type=password]), textarea, select)[name]',
  ),
];

const typedFields = (): Field[] =>
  allFields().filter((field) => {
    if (field instanceof HTMLInputElement && field.type === 'file') return (field.files?.length ?? 0) > 0;
    if (isTicked(field)) return field.checked !== field.defaultChecked;
    if (field instanceof HTMLSelectElement)
      return [...field.options].some(({ selected, defaultSelected }) => selected && !defaultSelected);
    return field.value !== field.defaultValue;
  });

const isTicked = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio');

/** Where a field stands: its form, its name, and for one of several its value. */
const nameOf = (field: Field): string =>
  [field.form?.getAttribute('action') ?? '', field.name, isTicked(field) ? field.value : ''].join(' ');
