import type { ComponentChildren } from 'preact';
import { webWords } from '../../words/web.ts';
import { Button, LinkButton } from './button.tsx';

interface FilterBarProps {
  /** The page itself; the fields become its query. */
  action: string;
  /** Address without filters; null when none is set. */
  clear: string | null;
  /** Query parameters that stay as they are, a saved view or the order. */
  keep?: Readonly<Record<string, string>> | undefined;
  /** Fields with `hideLabel` where their blank entry already names them. */
  children: ComponentChildren;
}

export const FilterBar = ({ action, clear, keep = {}, children }: FilterBarProps) => (
  <search>
    <form class="filter-bar" action={action}>
      {Object.entries(keep).map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      {children}
      <Button icon="filter">{webWords.filter}</Button>
      {clear !== null && (
        <LinkButton kind="quiet" href={clear}>
          {webWords.clearFilters}
        </LinkButton>
      )}
    </form>
  </search>
);
