import { webWords } from '../../words/web.ts';
import { LinkButton } from './button.tsx';

interface PaginationProps {
  /** Addresses with a keyset cursor; null at an end. */
  newer: string | null;
  older: string | null;
}

/** Nothing when everything fits on one page. */
export function Pagination({ newer, older }: PaginationProps) {
  if (newer === null && older === null) return null;
  return (
    <nav class="pagination" aria-label={webWords.pages}>
      {newer !== null && (
        <LinkButton href={newer} rel="prev" icon="chevron-left">
          {webWords.newer}
        </LinkButton>
      )}
      {older !== null && (
        <span class="pagination-older">
          <LinkButton href={older} rel="next" icon="chevron-right">
            {webWords.older}
          </LinkButton>
        </span>
      )}
    </nav>
  );
}
