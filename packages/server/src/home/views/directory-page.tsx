import { link, urls } from '../../urls.ts';
import { Badge } from '../../web/components/badge.tsx';
import { Button, LinkButton } from '../../web/components/button.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { Pagination } from '../../web/components/pagination.tsx';
import { homeWords as words } from '../../words/home.ts';
import type { DirectoryEntry } from '../store/organizations.ts';

interface DirectoryPageProps {
  entries: readonly DirectoryEntry[];
  text: string;
  older: string | null;
}

/** Every organization strangers may know of. */
export const DirectoryPage = ({ entries, text, older }: DirectoryPageProps) => (
  <>
    <PageHeader title={words.organizations} lede={words.organizationsLede} />
    <form class="home-find" action={urls.organizations}>
      <input type="search" name="q" value={text} aria-label={words.organizationsFind} />
      <Button>{words.find}</Button>
    </form>
    {entries.length === 0 ? (
      <EmptyState
        icon="building-2"
        title={words.noOrganizations}
        action={<LinkButton href={urls.reportNew}>{words.report}</LinkButton>}
      >
        {words.noOrganizationsText}
      </EmptyState>
    ) : (
      <DirectoryList entries={entries} />
    )}
    <Pagination newer={null} older={older} />
  </>
);

export const DirectoryList = ({ entries }: { entries: readonly DirectoryEntry[] }) => (
  <ul class="home-directory">
    {entries.map((entry) => (
      <li key={entry.slug}>
        <a class="home-directory-name" href={link(urls.organization, { slug: entry.slug })}>
          {entry.name}
        </a>
        {entry.domain && <span class="muted">{entry.domain}</span>}
        <Badge tone={entry.staffed ? 'green' : 'neutral'} plain>
          {entry.staffed ? words.staffed : words.unstaffed}
        </Badge>
        <span class="muted small">{words.disclosedCount(entry.published)}</span>
      </li>
    ))}
  </ul>
);
