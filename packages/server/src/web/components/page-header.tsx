import type { ComponentChildren } from 'preact';
import { Breadcrumbs, type Crumb } from './breadcrumbs.tsx';

interface PageHeaderProps {
  title: ComponentChildren;
  /** One or two sentences below the title. */
  lede?: ComponentChildren;
  breadcrumbs?: readonly Crumb[] | undefined;
  /** Buttons at the end of the line. */
  actions?: ComponentChildren;
  /** Badges and facts between title and lede. */
  children?: ComponentChildren;
}

/** The head of a page's content, with its only h1. */
export function PageHeader({ title, lede, breadcrumbs, actions, children }: PageHeaderProps) {
  return (
    <div class="page-head">
      <div class="page-head-text">
        {breadcrumbs && <Breadcrumbs crumbs={breadcrumbs} />}
        <h1>{title}</h1>
        {children && <div class="row">{children}</div>}
        {lede && <p class="page-lede">{lede}</p>}
      </div>
      {actions && <div class="row">{actions}</div>}
    </div>
  );
}
