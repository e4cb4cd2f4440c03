import { severities } from '@bugheist/bug/severity';
import { link, urls } from '../../urls.ts';
import { A } from '../../web/components/a.tsx';
import { LinkButton } from '../../web/components/button.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { Pagination } from '../../web/components/pagination.tsx';
import { SeverityBadge } from '../../web/components/severity-badge.tsx';
import { Stats } from '../../web/components/stat.tsx';
import type { Format } from '../../words/format.ts';
import { homeWords as words } from '../../words/home.ts';
import type { Scorecard } from '../store/numbers.ts';
import type { PublicOrganization } from '../store/organizations.ts';
import type { PublicBug } from '../store/public-bugs.ts';
import { PublicBugList } from './bug-list.tsx';

interface OrganizationPageProps {
  organization: PublicOrganization;
  scorecard: Scorecard;
  bugs: readonly PublicBug[];
  /** Where the list goes on; null at its ends. */
  newer: string | null;
  older: string | null;
  mayOpenQueue: boolean;
  mayManage: boolean;
  format: Format;
}

export function OrganizationPage(props: OrganizationPageProps) {
  const { organization, scorecard, bugs, newer, older, format } = props;
  return (
    <div class="stack stack-l">
      <Head {...props} />
      {organization.staffedAt === null && <Notice>{words.unstaffedText}</Notice>}
      <ScorecardFigures scorecard={scorecard} format={format} />
      {organization.assets.length > 0 && <Assets assets={organization.assets} />}
      <section class="stack" aria-labelledby="disclosed">
        <h2 id="disclosed">{words.disclosedBugs}</h2>
        {bugs.length > 0 ? (
          <PublicBugList label={words.disclosedBugs} bugs={bugs} format={format} withOrganization={false} />
        ) : (
          <EmptyState icon="globe" title={words.noDisclosedBugs}>
            {words.noDisclosedBugsText}
          </EmptyState>
        )}
        <Pagination newer={newer} older={older} />
      </section>
    </div>
  );
}

function Head({ organization, mayOpenQueue, mayManage }: OrganizationPageProps) {
  const { slug, name, domain, description } = organization;
  return (
    <PageHeader
      title={name}
      lede={description || undefined}
      breadcrumbs={[{ href: urls.organizations, label: words.organizations }]}
      actions={
        <>
          <LinkButton href={link(urls.reportNew, null, { organization: slug })} kind="primary" icon="bug">
            {words.report}
          </LinkButton>
          {mayOpenQueue && (
            <LinkButton href={link(urls.organizationQueue, { slug })}>{words.openQueue}</LinkButton>
          )}
          {mayManage && (
            <LinkButton href={link(urls.organizationSettings, { slug })}>{words.settings}</LinkButton>
          )}
        </>
      }
    >
      {domain && <A href={`https://${domain}`}>{domain}</A>}
    </PageHeader>
  );
}

function ScorecardFigures({ scorecard, format }: { scorecard: Scorecard; format: Format }) {
  const days = (value: number | null) =>
    value === null ? '–' : format.plural(Math.round(value), { one: 'day', other: 'days' });
  return (
    <section class="stack" aria-labelledby="scorecard">
      <h2 id="scorecard">{words.scorecard}</h2>
      <Stats
        stats={[
          { label: words.total, value: format.number(scorecard.total) },
          { label: words.open, value: format.number(scorecard.open) },
          { label: words.resolved, value: format.number(scorecard.resolved) },
          { label: words.toResolution, value: days(scorecard.medianDaysToResolution) },
          { label: words.toPublication, value: days(scorecard.medianDaysToPublication) },
        ]}
      />
      {scorecard.total > 0 && <SeverityBars scorecard={scorecard} format={format} />}
    </section>
  );
}

/** Bars as SVG attributes: the policy allows no inline style. */
function SeverityBars({ scorecard, format }: { scorecard: Scorecard; format: Format }) {
  const most = Math.max(1, ...Object.values(scorecard.bySeverity), scorecard.unrated);
  const rows = [...severities]
    .reverse()
    .map((severity) => ({ severity, count: scorecard.bySeverity[severity] }));
  return (
    <table class="home-bars">
      <caption>{words.bySeverity}</caption>
      <tbody>
        {[...rows, { severity: null, count: scorecard.unrated }].map(({ severity, count }) => (
          <tr key={severity ?? 'unrated'}>
            <th scope="row">
              <SeverityBadge severity={severity} plain />
            </th>
            <td class="number">{format.number(count)}</td>
            <td class="home-bar">
              <svg viewBox="0 0 100 6" preserveAspectRatio="none" width="100%" height="6" aria-hidden="true">
                <rect
                  class={`home-bar-${severity ?? 'unrated'}`}
                  width={(count / most) * 100}
                  height="6"
                  rx="1"
                />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Assets = ({ assets }: Pick<PublicOrganization, 'assets'>) => (
  <section class="stack" aria-labelledby="assets">
    <h2 id="assets">{words.assets}</h2>
    <ul class="home-assets">
      {assets.map((asset) => (
        <li key={asset.id}>
          <strong>{asset.name}</strong> <span class="muted">{words.assetType[asset.type]}</span>
          {asset.identifier !== asset.name && <span class="muted small">{asset.identifier}</span>}
        </li>
      ))}
    </ul>
  </section>
);
