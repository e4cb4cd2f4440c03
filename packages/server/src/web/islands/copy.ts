/** A copy button for every code block. */
for (const block of document.querySelectorAll<HTMLElement>('[data-copy]')) {
  const caption = block.querySelector('figcaption');
  const code = block.querySelector('code');
  if (!caption || !code || !navigator.clipboard) continue;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-quiet button-small';
  button.textContent = block.dataset['copy'] ?? '';
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code.textContent ?? '');
    button.textContent = block.dataset['copied'] ?? '';
    setTimeout(() => {
      button.textContent = block.dataset['copy'] ?? '';
    }, 2000);
  });
  caption.append(button);
}
