import type { ComponentChildren } from 'preact';

/** A page that is one thing: a form, a question or a sentence, in the middle of a narrow page. */
export const Centred = ({ children }: { children: ComponentChildren }) => (
  <div class="centred">{children}</div>
);
