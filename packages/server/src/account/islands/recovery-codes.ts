// Adds buttons to download and print the codes; without script people copy or print the page themselves.
for (const list of document.querySelectorAll<HTMLElement>('[data-recovery-codes]')) {
  const row = document.createElement('div');
  row.className = 'row';
  const add = (label: string | undefined, act: () => void) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button';
    button.textContent = label ?? '';
    button.addEventListener('click', act);
    row.append(button);
  };
  add(list.dataset['download'], () => {
    const codes = [...list.querySelectorAll('li')].map((item) => item.textContent ?? '');
    const file = new Blob([`${codes.join('\n')}\n`], { type: 'text/plain' });
    const anchor = document.createElement('a');
    anchor.href = URL.createObjectURL(file);
    anchor.download = 'bugheist-recovery-codes.txt';
    anchor.click();
    URL.revokeObjectURL(anchor.href);
  });
  add(list.dataset['print'], () => print());
  list.after(row);
}
