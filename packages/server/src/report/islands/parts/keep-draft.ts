const quietMs = 2500;

/** Saves what is typed a moment after it was typed, and says so. Files are uploaded on their own. */
export function keepDraft(form: HTMLFormElement): void {
  const status = form.querySelector<HTMLElement>('[data-draft-status]');
  let timer = 0;
  let pending = false;
  const say = (text: string) => {
    if (status) status.textContent = text;
  };
  const save = async () => {
    pending = false;
    const saved = (await post(form)) || ((await renewToken(form)) && (await post(form)));
    say((saved ? form.dataset['saved'] : form.dataset['notSaved']) ?? '');
    if (!saved) pending = true;
  };
  form.addEventListener('input', () => {
    pending = true;
    window.clearTimeout(timer);
    timer = window.setTimeout(save, quietMs);
  });
  form.addEventListener('submit', () => {
    pending = false;
    window.clearTimeout(timer);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && pending) void save();
  });
}

async function post(form: HTMLFormElement): Promise<boolean> {
  const fields = new FormData(form);
  for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
  try {
    const answer = await fetch(form.dataset['draftUrl'] ?? '', {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: fields,
    });
    if (!answer.ok) return false;
    const { draft } = (await answer.json()) as { draft?: unknown };
    if (typeof draft === 'string') setField(form, 'draft', draft);
    return true;
  } catch (error) {
    // The network is away; the next pause tries again.
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The session may have ended, or begun, in another tab: the form goes on as whoever the browser is now. */
async function renewToken(form: HTMLFormElement): Promise<boolean> {
  try {
    const answer = await fetch(form.dataset['draftUrl'] ?? '', { headers: { accept: 'application/json' } });
    if (!answer.ok) return false;
    const { token } = (await answer.json()) as { token?: unknown };
    if (typeof token !== 'string') return false;
    setField(form, 'token', token);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function setField(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}
