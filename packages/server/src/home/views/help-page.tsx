import { disclosures, states } from '@bugheist/bug/state';
import type { ComponentChildren } from 'preact';
import { roles } from '../../permission/actor.ts';
import { shortcuts } from '../../queue/views/queue-page.tsx';
import { urls } from '../../urls.ts';
import { LinkButton } from '../../web/components/button.tsx';
import { DisclosureBadge } from '../../web/components/disclosure-badge.tsx';
import { ShortcutList } from '../../web/components/keyboard-help.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { StateBadge } from '../../web/components/state-badge.tsx';
import { Table } from '../../web/components/table.tsx';
import { helpWords as words } from '../../words/help.ts';
import { organizationWords } from '../../words/organization.ts';

const sections = [
  words.report,
  words.next,
  words.states,
  words.disclosure,
  words.appeal,
  words.organization,
  words.keyboard,
  words.privacy,
] as const;

export const HelpPage = () => (
  <>
    <PageHeader title={words.title} lede={words.lede} />
    <div class="help">
      <nav class="help-contents" aria-label={words.contents}>
        <ul class="nav-list">
          {sections.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="help-text">
        <Reporting />
        <Section {...words.next}>
          <Points points={words.next.points} />
        </Section>
        <States />
        <Section {...words.disclosure}>
          <p>{words.disclosure.lede}</p>
          <dl class="help-points">
            {disclosures.map((disclosure) => (
              <div key={disclosure}>
                <dt>
                  <DisclosureBadge disclosure={disclosure} />
                </dt>
                <dd>{words.disclosure.of[disclosure]}</dd>
              </div>
            ))}
          </dl>
        </Section>
        <Section {...words.appeal}>
          <p>{words.appeal.text}</p>
        </Section>
        <Section {...words.organization}>
          <p>{words.organization.text}</p>
          <Points
            points={roles.map((role) => [organizationWords.roles[role], organizationWords.roleHints[role]])}
          />
        </Section>
        <Section {...words.keyboard}>
          <p>{words.keyboard.lede}</p>
          <ShortcutList shortcuts={shortcuts} />
        </Section>
        <Section {...words.privacy}>
          <Points points={words.privacy.points} />
        </Section>
      </div>
    </div>
  </>
);

const Section = ({ id, title, children }: { id: string; title: string; children: ComponentChildren }) => (
  <section class="stack" id={id} aria-labelledby={`${id}-title`}>
    <h2 id={`${id}-title`}>{title}</h2>
    {children}
  </section>
);

const Reporting = () => (
  <Section {...words.report}>
    <ol class="help-steps">
      {words.report.steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
    <p>{words.report.after}</p>
    <p>
      <strong>{words.report.anonymous}.</strong> {words.report.anonymousText}
    </p>
    <p class="row">
      <LinkButton href={urls.reportNew} kind="primary" icon="bug">
        {words.report.action}
      </LinkButton>
    </p>
  </Section>
);

const States = () => (
  <Section {...words.states}>
    <p>{words.states.lede}</p>
    <Table
      caption={words.states.title}
      rows={states}
      keyOf={(state) => state}
      columns={[
        { label: words.states.state, heading: true, cell: (state) => <StateBadge state={state} plain /> },
        { label: words.states.meaning, cell: (state) => words.states.of[state][0] },
        { label: words.states.turn, cell: (state) => words.states.of[state][1] },
      ]}
    />
  </Section>
);

const Points = ({ points }: { points: readonly (readonly [string, string])[] }) => (
  <dl class="help-points">
    {points.map(([title, text]) => (
      <div key={title}>
        <dt>{title}</dt>
        <dd>{text}</dd>
      </div>
    ))}
  </dl>
);
