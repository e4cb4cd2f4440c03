const batch = 2000;

/** Looks for the number that solves the form's puzzle, then sends the form again. */
export async function solvePuzzle(form: HTMLFormElement): Promise<void> {
  const puzzle = form.querySelector<HTMLElement>('[data-puzzle]');
  const answer = form.elements.namedItem('answer');
  if (!puzzle || !(answer instanceof HTMLInputElement)) return;
  const challenge = puzzle.dataset['puzzle'] ?? '';
  const bits = Number(puzzle.dataset['bits']);
  answer.value = String(await solve(challenge, bits));
  form.requestSubmit(form.querySelector<HTMLButtonElement>('button[name=step][value=file]'));
}

async function solve(challenge: string, bits: number): Promise<number> {
  const encoder = new TextEncoder();
  for (let from = 0; ; from += batch) {
    const hashes = await Promise.all(
      Array.from({ length: batch }, (_, at) =>
        crypto.subtle.digest('SHA-256', encoder.encode(`${challenge}:${from + at}`)),
      ),
    );
    const found = hashes.findIndex((hash) => new DataView(hash).getUint32(0) >>> (32 - bits) === 0);
    if (found !== -1) return from + found;
  }
}
