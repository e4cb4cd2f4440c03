// The tables of scores weigh more than the rest of a page: they come when somebody turns to the calculator.
for (const calculator of document.querySelectorAll<HTMLElement>('[data-cvss]')) {
  calculator.addEventListener('focusin', () => void import('./parts/rate.ts'), { once: true });
  calculator.addEventListener('change', () => {
    void import('./parts/rate.ts').then(({ rate }) => rate(calculator));
  });
}
