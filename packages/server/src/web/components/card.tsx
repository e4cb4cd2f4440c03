import type { ComponentChildren } from 'preact';

interface CardProps {
  title?: ComponentChildren;
  /** At the end of the title's line. */
  actions?: ComponentChildren;
  /** Below a rule: what else there is. */
  footer?: ComponentChildren;
  children?: ComponentChildren;
}

export const Card = ({ title, actions, footer, children }: CardProps) => (
  <section class="card">
    {title && (
      <div class="card-head">
        <h2>{title}</h2>
        {actions}
      </div>
    )}
    <div class="card-body">{children}</div>
    {footer && <div class="card-foot">{footer}</div>}
  </section>
);
