/** Counts down the characters that still fit; announced only when somebody pauses near the limit. */
for (const counter of document.querySelectorAll<HTMLElement>('[data-limit]')) {
  const field = document.getElementById(counter.id.replace(/-counter$/, ''));
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
  const limit = Number(counter.dataset['limit']);
  const phrase = counter.dataset['left'] ?? '';
  const show = () => {
    const left = limit - field.value.length;
    counter.textContent = phrase.replace('#', String(left));
    counter.toggleAttribute('data-near', left <= limit / 10);
    counter.ariaLive = left <= limit / 10 ? 'polite' : 'off';
  };
  field.addEventListener('input', show);
  show();
}
