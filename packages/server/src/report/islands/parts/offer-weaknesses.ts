const quietMs = 250;

/** Fills the suggestions of the weakness field with what matches the words typed. */
export function offerWeaknesses(form: HTMLFormElement): void {
  const field = form.elements.namedItem('weakness');
  if (!(field instanceof HTMLInputElement)) return;
  let timer = 0;
  field.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void offer(form, field), quietMs);
  });
}

async function offer(form: HTMLFormElement, field: HTMLInputElement): Promise<void> {
  // A picked suggestion is no question.
  if (!field.list || /^CWE-\d+ /.test(field.value)) return;
  const query = new URLSearchParams({ text: field.value.slice(0, 100) });
  try {
    const answer = await fetch(`${form.dataset['weaknessUrl']}?${query}`, {
      headers: { accept: 'application/json' },
    });
    if (!answer.ok) return;
    const { options } = (await answer.json()) as { options: string[] };
    field.list.replaceChildren(
      ...options.map((value) => {
        const option = document.createElement('option');
        option.value = value;
        return option;
      }),
    );
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}
