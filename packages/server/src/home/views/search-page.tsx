import { urls } from '../../urls.ts';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { FindForm } from '../../web/components/find-form.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { PersonName } from '../../web/components/person-name.tsx';
import type { Format } from '../../words/format.ts';
import { homeWords as words } from '../../words/home.ts';
import type { DirectoryEntry } from '../store/organizations.ts';
import type { PublicBug } from '../store/public-bugs.ts';
import { PublicBugList } from './bug-list.tsx';
import { DirectoryList } from './directory-page.tsx';

export interface Found {
  bugs: readonly PublicBug[];
  organizations: readonly DirectoryEntry[];
  people: readonly { handle: string; displayName: string }[];
}

export const SearchPage = ({ text, found, format }: { text: string; found: Found; format: Format }) => (
  <>
    <PageHeader title={text === '' ? words.searchTitle : words.searchFor(text)} lede={words.searchHint} />
    <FindForm
      action={urls.search}
      label={words.searchLabel}
      text={text}
      submit={words.searchButton}
      autofocus={text === ''}
    />
    {text !== '' && <Results found={found} format={format} />}
  </>
);

function Results({ found, format }: { found: Found; format: Format }) {
  const { bugs, organizations, people } = found;
  if (bugs.length + organizations.length + people.length === 0)
    return (
      <EmptyState icon="search" title={words.nothingFound}>
        {words.nothingFoundText}
      </EmptyState>
    );
  return (
    <>
      {organizations.length > 0 && (
        <section class="stack">
          <h2>{words.organizations}</h2>
          <DirectoryList entries={organizations} />
        </section>
      )}
      {bugs.length > 0 && (
        <section class="stack">
          <h2>{words.bugs}</h2>
          <PublicBugList label={words.bugs} bugs={bugs} format={format} />
        </section>
      )}
      {people.length > 0 && (
        <section class="stack">
          <h2>{words.people}</h2>
          <ul class="home-people">
            {people.map(({ handle, displayName }) => (
              <li key={handle}>
                <PersonName person={{ handle, name: displayName || handle }} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
