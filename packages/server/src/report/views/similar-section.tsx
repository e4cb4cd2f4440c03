import type { SimilarBug } from '../../queue/similar-bugs.ts';
import { link, urls } from '../../urls.ts';
import { Notice } from '../../web/components/notice.tsx';
import { StateBadge } from '../../web/components/state-badge.tsx';
import { reportWords } from '../../words/report.ts';

/** "Is it one of these?", asked once before filing. */
export const SimilarSection = ({ bugs }: { bugs: readonly SimilarBug[] }) => (
  <Notice tone="warning" title={reportWords.new.similarTitle} live>
    <p>{reportWords.new.similarText}</p>
    <ul class="report-similar">
      {bugs.map(({ id, name, title, state }) => (
        <li key={id}>
          <a href={link(urls.bug, { number: name })} target="_blank" rel="noopener">
            <span class="mono">{name}</span> {title}
          </a>{' '}
          <StateBadge state={state} plain />
        </li>
      ))}
    </ul>
  </Notice>
);
