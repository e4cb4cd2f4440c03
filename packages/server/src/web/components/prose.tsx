/**
 * Markdown that was rendered and sanitised when it was written. `html` must come from the store's rendered column,
 * never from a request.
 */
export const Prose = ({ html }: { html: string }) => (
  <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />
);
