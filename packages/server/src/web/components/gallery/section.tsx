import type { ComponentChildren } from 'preact';

/** One component with its variants. */
export const Section = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <section class="stack gallery-section">
    <h2>{title}</h2>
    {children}
  </section>
);
