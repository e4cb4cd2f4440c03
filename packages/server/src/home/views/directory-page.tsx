import { link, urls } from '../../urls.ts';
import { Avatar } from '../../web/components/avatar.tsx';
import { Badge } from '../../web/components/badge.tsx';
import { LinkButton } from '../../web/components/button.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { FindForm } from '../../web/components/find-form.tsx';
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
    <FindForm action={urls.organizations} label={words.organizationsFind} text={text} submit={words.find} />
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

/** The name, whose it is, and what is known of it: the whole line leads there. */
export const DirectoryList = ({ entries }: { entries: readonly DirectoryEntry[] }) => (
  <ul class="home-directory">
    {entries.map((entry) => (
      <li key={entry.slug}>
        <Avatar name={entry.name} square />
        <div>
          <a class="home-directory-name" href={link(urls.organization, { slug: entry.slug })}>
            {entry.name}
          </a>
          {entry.domain && <span class="muted small">{entry.domain}</span>}
        </div>
        <span class="muted small">{words.disclosedCount(entry.published)}</span>
        <Badge tone={entry.staffed ? 'green' : 'neutral'} plain>
          {entry.staffed ? words.staffed : words.unstaffed}
        </Badge>
      </li>
    ))}
  </ul>
);
