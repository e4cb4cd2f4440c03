import { link, urls } from '../../urls.ts';
import { LinkButton } from '../../web/components/button.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { Icon } from '../../web/components/icon.tsx';
import { Stats } from '../../web/components/stat.tsx';
import type { IconName } from '../../web/icons.ts';
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
  <div class="home">
    <section class="home-hero">
      <Icon name="mark" />
      <div class="home-hero-text">
        <h1>{words.claim}</h1>
        <p>{words.lede}</p>
        <ReportStart />
        <p class="home-hero-small">{words.startHint}</p>
      </div>
      <Journey />
    </section>
    {numbers.bugs > 0 && <Numbers numbers={numbers} format={format} />}
    <section class="home-doors">
      {words.doors.map(({ icon, title, text, action, href }) => (
        <div class="home-door" key={title}>
          <Icon name={icon} />
          <h2>{title}</h2>
          <p>{text}</p>
          <p>
            <a href={href}>{action}</a>
          </p>
        </div>
      ))}
    </section>
    <section class="stack" aria-labelledby="recent">
      <div class="home-recent">
        <h2 id="recent">{words.recent}</h2>
        {recent.length > 0 && (
          <a class="icon-link small" href={urls.feed}>
            <Icon name="rss" /> {words.feed}
          </a>
        )}
      </div>
      {recent.length > 0 ? (
        <PublicBugList label={words.recent} bugs={recent} format={format} />
      ) : (
        <EmptyState
          icon="globe"
          title={words.noneDisclosed}
          action={<LinkButton href={urls.reportNew}>{words.reportFirst}</LinkButton>}
        >
          {words.noneDisclosedText}
        </EmptyState>
      )}
    </section>
  </div>
);

/** The first question of a report, asked at once; the form goes on from there. */
const ReportStart = () => (
  <form class="home-start" action={urls.reportNew}>
    <label for="location">{words.where}</label>
    <div>
      <input
        id="location"
        class="input"
        name="location"
        inputMode="url"
        maxLength={2000}
        placeholder={words.wherePlaceholder}
        autocomplete="off"
        spellcheck={false}
      />
      <button type="submit" class="button">
        {words.report}
      </button>
    </div>
  </form>
);

/** What becomes of a report, from the first minute to the last. */
const Journey = () => (
  <div class="home-journey">
    <h2>{words.journey}</h2>
    <ol class="home-journey-steps">
      {words.journeySteps.map(({ icon, title, text }) => (
        <li key={title}>
          <Icon name={icon satisfies IconName} />
          <strong>{title}</strong>
          <span>{text}</span>
        </li>
      ))}
    </ol>
    <a href={link(urls.help, null)}>{words.journeyMore}</a>
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
