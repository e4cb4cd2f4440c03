import type { JSX } from 'preact';
import type { SafeHtml } from './safe-html.ts';

/** Text that a person wrote, as rendered markdown. */
export const Prose = ({ html }: { html: SafeHtml }): JSX.Element => (
  <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />
);
