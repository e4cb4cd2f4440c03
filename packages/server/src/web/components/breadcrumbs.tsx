import { webWords } from '../../words/web.ts';

export interface Crumb {
  href: string;
  label: string;
}

/** The way from the top to the page above; the page itself is its h1. */
export const Breadcrumbs = ({ crumbs }: { crumbs: readonly Crumb[] }) => (
  <nav class="breadcrumbs" aria-label={webWords.breadcrumbs}>
    <ol class="breadcrumb-list">
      {crumbs.map((crumb) => (
        <li key={crumb.href}>
          <a href={crumb.href}>{crumb.label}</a>
        </li>
      ))}
    </ol>
  </nav>
);
