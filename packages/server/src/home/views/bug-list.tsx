import { link, urls } from '../../urls.ts';
import { BugList } from '../../web/components/bug-list.tsx';
import { markup } from '../../web/components/markup.ts';
import type { Format } from '../../words/format.ts';
import type { PublicBug } from '../store/public-bugs.ts';

interface PublicBugListProps {
  label: string;
  bugs: readonly PublicBug[];
  format: Format;
  /** Left out where the whole page is one organization's. */
  withOrganization?: boolean;
}

/** Disclosed bugs, a line each. */
export const PublicBugList = ({ label, bugs, format, withOrganization = true }: PublicBugListProps) => (
  <BugList
    label={label}
    bugs={bugs.map((bug) => ({
      href: link(urls.bug, { number: bug.number }),
      number: bug.number,
      title: bug.title,
      state: bug.state,
      kind: bug.kind,
      severity: bug.severity,
      facts: withOrganization
        ? [<a href={link(urls.organization, { slug: bug.organizationSlug })}>{bug.organizationName}</a>]
        : [],
      end: markup`<time datetime="${bug.publishedAt.toISOString()}">${format.date(bug.publishedAt)}</time>`,
    }))}
  />
);
