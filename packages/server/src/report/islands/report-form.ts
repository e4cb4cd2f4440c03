import { keepDraft } from './parts/keep-draft.ts';
import { offerWeaknesses } from './parts/offer-weaknesses.ts';
import { showSimilar } from './parts/show-similar.ts';
import { solvePuzzle } from './parts/solve-puzzle.ts';

/** What script adds to the report form: the draft saves itself, similar bugs and weaknesses are offered, puzzles solved. */
for (const form of document.querySelectorAll<HTMLFormElement>('[data-report-form]')) {
  const script = form.elements.namedItem('script');
  if (script instanceof HTMLInputElement) script.value = 'on';
  keepDraft(form);
  showSimilar(form);
  offerWeaknesses(form);
  void solvePuzzle(form);
}
