import { formatVector } from '@bugheist/bug/cvss/format';
import { type CvssVersion, cvssVersions } from '@bugheist/bug/cvss/metric';
import { vectorFromChoices } from '@bugheist/bug/cvss/parse';
import { scoreVector } from '@bugheist/bug/cvss/score';

/** Shows what is chosen in a calculator as score, severity and vector. */
export function rate(calculator: HTMLElement): void {
  const version = calculator.dataset['cvss'];
  if (!isVersion(version)) return;
  const chosen = [...calculator.querySelectorAll<HTMLInputElement>('input:checked')];
  const choices = Object.fromEntries(chosen.map(({ name, value }) => [name.replace(/^cvss-/, ''), value]));
  const parsed = vectorFromChoices(version, choices);
  const score = parsed.ok ? scoreVector(parsed.vector) : null;
  set(calculator, '[data-score]', score ? score.overall.toFixed(1) : '–');
  set(calculator, '[data-vector]', parsed.ok ? formatVector(parsed.vector) : '');
  for (const badge of calculator.querySelectorAll<HTMLElement>('[data-severity]'))
    badge.hidden = badge.dataset['severity'] !== score?.severity;
  for (const hint of calculator.querySelectorAll<HTMLElement>('[data-incomplete]'))
    hint.hidden = score !== null;
}

const isVersion = (text: string | undefined): text is CvssVersion =>
  cvssVersions.some((version) => version === text);

function set(calculator: HTMLElement, selector: string, text: string) {
  const element = calculator.querySelector(selector);
  if (element) element.textContent = text;
}
