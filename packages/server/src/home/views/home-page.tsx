import { urls } from '../../urls.ts';
import { LinkButton } from '../../web/components/button.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { Stats } from '../../web/components/stat.tsx';
import type { Format } from '../../words/format.ts';
import { homeWords as words } from '../../words/home.ts';
import type { InstanceNumbers } from '../store/numbers.ts';
import type { PublicBug } from '../store/public-bugs.ts';
import { PublicBugList } from './bug-list.tsx';

interface HomePageProps {
  numbers: InstanceNumbers;
  recent: readonly PublicBug[];
  format: Format;
}

export const HomePage = ({ numbers, recent, format }: HomePageProps) => (
  <div class="stack stack-l">
    <section class="home-hero">
      <h1>{words.claim}</h1>
      <p class="page-lede">{words.lede}</p>
      <p class="row">
        <LinkButton href={urls.reportNew} kind="primary" icon="bug">
          {words.report}
        </LinkButton>
        <LinkButton href={urls.organizations}>{words.browse}</LinkButton>
      </p>
    </section>
    {numbers.bugs > 0 && <Numbers numbers={numbers} format={format} />}
    <section class="home-doors" aria-label={words.help}>
      {words.doors.map(({ title, text }) => (
        <div class="home-door" key={title}>
          <h2>{title}</h2>
          <p>{text}</p>
        </div>
      ))}
    </section>
    <section class="stack" aria-labelledby="recent">
      <h2 id="recent">{words.recent}</h2>
      {recent.length > 0 ? (
        <PublicBugList label={words.recent} bugs={recent} format={format} />
      ) : (
        <EmptyState icon="globe" title={words.noneDisclosed}>
          {words.noneDisclosedText}
        </EmptyState>
      )}
    </section>
  </div>
);

const Numbers = ({ numbers, format }: { numbers: InstanceNumbers; format: Format }) => (
  <Stats
    stats={(['bugs', 'resolved', 'organizations', 'reporters'] as const).map((name) => ({
      label: words.numbers[name],
      value: format.number(numbers[name]),
    }))}
  />
);
