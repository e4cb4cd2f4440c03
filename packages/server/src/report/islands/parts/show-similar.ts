const quietMs = 700;
const fields = ['organization', 'asset', 'location', 'assetType', 'assetName', 'maker', 'title'];

interface Similar {
  name: string;
  title: string;
  state: string;
  url: string;
}

/** Bugs that look alike, below the title, as soon as place and title say something. */
export function showSimilar(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>('[data-similar]');
  const list = place?.querySelector('ul');
  if (!place || !list) return;
  let timer = 0;
  let asked = '';
  const ask = async () => {
    const query = questionOf(form);
    if (query === asked) return;
    asked = query;
    const bugs = await fetchSimilar(`${form.dataset['similarUrl']}?${query}`);
    if (query !== asked) return;
    list.replaceChildren(...bugs.map(drawBug));
    place.hidden = bugs.length === 0;
    // Whoever has seen them while typing need not be stopped by them again.
    const seen = form.elements.namedItem('similar');
    if (seen instanceof HTMLInputElement && bugs.length > 0) seen.value = 'seen';
  };
  form.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    if (!fields.includes(target.name)) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, quietMs);
  });
}

function questionOf(form: HTMLFormElement): string {
  const typed = new FormData(form);
  const query = new URLSearchParams();
  for (const name of fields) {
    const value = typed.get(name);
    if (typeof value === 'string' && value !== '') query.set(name, value);
  }
  return query.toString();
}

async function fetchSimilar(url: string): Promise<Similar[]> {
  try {
    const answer = await fetch(url, { headers: { accept: 'application/json' } });
    if (!answer.ok) return [];
    return ((await answer.json()) as { bugs: Similar[] }).bugs;
  } catch (error) {
    if (error instanceof TypeError) return [];
    throw error;
  }
}

function drawBug({ name, title, state, url }: Similar): HTMLLIElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = url;
  link.target = '_blank';
  link.rel = 'noopener';
  link.textContent = `${name} ${title}`;
  const detail = document.createElement('span');
  detail.className = 'muted small';
  detail.textContent = ` ${state}`;
  item.append(link, detail);
  return item;
}
