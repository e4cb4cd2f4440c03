import { severities } from '@bugheist/bug/severity';
import { link, urls } from '../../urls.ts';
import { A } from '../../web/components/a.tsx';
import { BarChart } from '../../web/components/bar-chart.tsx';
import { LinkButton } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { EmptyState } from '../../web/components/empty-state.tsx';
import { Icon } from '../../web/components/icon.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { Pagination } from '../../web/components/pagination.tsx';
import { SeverityBadge, severityTones } from '../../web/components/severity-badge.tsx';
import { Stats } from '../../web/components/stat.tsx';
import type { Format } from '../../words/format.ts';
import { homeWords as words } from '../../words/home.ts';
import { webWords } from '../../words/web.ts';
import type { Scorecard } from '../store/numbers.ts';
import type { PublicAsset } from '../store/organization-page.ts';
import type { PublicOrganization } from '../store/organizations.ts';
import type { PublicBug } from '../store/public-bugs.ts';
import { PublicBugList } from './bug-list.tsx';

interface OrganizationPageProps {
  organization: PublicOrganization;
  scorecard: Scorecard;
  assets: readonly PublicAsset[];
  bugs: readonly PublicBug[];
  /** Where the list goes on; null at its ends. */
  newer: string | null;
  older: string | null;
  mayOpenQueue: boolean;
  mayManage: boolean;
  format: Format;
}

export function OrganizationPage(props: OrganizationPageProps) {
  const { organization, scorecard, assets, bugs, newer, older, format } = props;
  return (
    <div class="stack stack-l">
      <Head {...props} />
      {organization.staffedAt === null && (
        <Notice>
          <p>{words.unstaffedText}</p>
        </Notice>
      )}
      <Scores scorecard={scorecard} format={format} />
      <div class="split">
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
        <div class="stack">
          {scorecard.total > 0 && <BySeverity scorecard={scorecard} format={format} />}
          {assets.length > 0 && <Assets assets={assets} />}
          <Card title={words.follow}>
            <p>
              <a class="icon-link small" href={link(urls.organizationFeed, { slug: organization.slug })}>
                <Icon name="rss" /> {words.feedOf(organization.name)}
              </a>
            </p>
          </Card>
        </div>
      </div>
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
            <>
              <LinkButton href={link(urls.organizationGuard, { slug })}>{words.guard}</LinkButton>
              <LinkButton href={link(urls.organizationSettings, { slug })}>{words.settings}</LinkButton>
            </>
          )}
        </>
      }
    >
      {domain && <A href={`https://${domain}`}>{domain}</A>}
    </PageHeader>
  );
}

function Scores({ scorecard, format }: { scorecard: Scorecard; format: Format }) {
  const days = (value: number | null) =>
    value === null ? '–' : format.plural(Math.round(value), { one: 'day', other: 'days' });
  return (
    <section aria-label={words.scorecard}>
      <Stats
        stats={[
          { label: words.total, value: format.number(scorecard.total) },
          { label: words.open, value: format.number(scorecard.open) },
          { label: words.resolved, value: format.number(scorecard.resolved) },
          { label: words.toResolution, value: days(scorecard.medianDaysToResolution) },
          { label: words.toPublication, value: days(scorecard.medianDaysToPublication) },
        ]}
      />
    </section>
  );
}

function BySeverity({ scorecard, format }: { scorecard: Scorecard; format: Format }) {
  const rated = [...severities]
    .reverse()
    .map((severity) => ({ severity, count: scorecard.bySeverity[severity] }));
  const rows = [...rated, { severity: null, count: scorecard.unrated }];
  return (
    <Card title={words.bySeverity}>
      <BarChart
        caption={words.bySeverity}
        bars={rows.map(({ severity, count }) => ({
          key: severity ?? 'unrated',
          label: <SeverityBadge severity={severity} plain />,
          value: count,
          text: format.number(count),
          tone: severity === null ? 'neutral' : severityTones[severity],
        }))}
      />
    </Card>
  );
}

const Assets = ({ assets }: Pick<OrganizationPageProps, 'assets'>) => (
  <Card title={words.assets}>
    <ul class="home-assets">
      {assets.map((asset) => (
        <li key={asset.id}>
          <strong>{asset.name}</strong>
          <span class="muted small">
            {webWords.asset[asset.type]}
            {asset.identifier !== asset.name && ` · ${asset.identifier}`}
          </span>
        </li>
      ))}
    </ul>
  </Card>
);
