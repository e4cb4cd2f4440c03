import type { SafeHtml } from '../../markdown/safe-html.ts';

/** Text that a person wrote, as `markdown/` rendered it; a store gives its column the type back. */
export const Prose = ({ html }: { html: SafeHtml }) => (
  <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />
);
