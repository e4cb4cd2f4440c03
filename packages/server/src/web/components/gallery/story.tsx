import { createFormat } from '../../../words/format.ts';
import { Badge } from '../badge.tsx';
import { Card } from '../card.tsx';
import { CodeBlock } from '../code-block.tsx';
import { DescriptionList } from '../description-list.tsx';
import { Pagination } from '../pagination.tsx';
import { Progress } from '../progress.tsx';
import { QrCode } from '../qr-code.tsx';
import { Stats } from '../stat.tsx';
import { StepProgress } from '../step-progress.tsx';
import { Tabs } from '../tabs.tsx';
import { Timeline, TimelineEvent, TimelineMessage } from '../timeline.tsx';
import { now } from './fixture.ts';
import { Section } from './section.tsx';
import { Text } from './text.tsx';

const format = createFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const ago = (hours: number) => ({ at: new Date(now.getTime() - hours * 3_600_000), now, format });

export const Story = () => (
  <>
    <Section title="Steps">
      <StepProgress
        label="Where NW-42 stands"
        steps={[
          { label: 'Reported', detail: '22 Nov', status: 'done' },
          { label: 'Triaged', detail: '22 Nov', status: 'done' },
          { label: 'Being fixed', detail: 'since yesterday', status: 'current' },
          { label: 'Retest', status: 'ahead' },
          { label: 'Resolved', detail: 'due 6 Dec', status: 'ahead' },
        ]}
      />
    </Section>
    <Section title="Timeline">
      <Timeline label="History">
        <TimelineMessage
          kind="comment"
          author={{ name: 'Yuki Tanaka', handle: 'yuki' }}
          part="Reporter"
          {...ago(50)}
        >
          <Text>
            The link in the mail stays valid after it was used. I set a second password with it an hour later.
          </Text>
        </TimelineMessage>
        <TimelineEvent icon="state-triaged" tone="blue" {...ago(46)}>
          <strong>Mara Lindqvist</strong> moved it to <strong>Triaged</strong>
        </TimelineEvent>
        <TimelineEvent
          icon="severity-critical"
          tone="crimson"
          detail={<p>No interaction is needed once the mail is read.</p>}
          {...ago(45)}
        >
          <strong>Mara Lindqvist</strong> raised the severity from High 8.1 to Critical 9.1
        </TimelineEvent>
        <TimelineMessage
          kind="note"
          author={{ name: 'Mara Lindqvist', handle: 'mara' }}
          part="Triager"
          {...ago(44)}
        >
          <Text>{'Same root cause as last year. Tokens live in `reset_tokens` and are never deleted.'}</Text>
        </TimelineMessage>
        <TimelineEvent icon="scan-line" {...ago(20)}>
          <strong>Scan</strong> saw it in <code>src/account/reset.ts:88</code>
        </TimelineEvent>
      </Timeline>
    </Section>
    <Section title="Tabs and pages">
      <Tabs
        label="Reports"
        tabs={[
          { href: '#open', label: 'Open', current: true, count: 12 },
          { href: '#closed', label: 'Closed', count: 148 },
          { href: '#drafts', label: 'Drafts' },
        ]}
      />
      <Pagination newer="?after=1" older="?before=2" />
    </Section>
    <Section title="Figures">
      <Stats
        stats={[
          { label: 'Open bugs', value: '12', detail: '3 critical', href: '/queue' },
          { label: 'First answer', value: '7 h', detail: 'median of 90 days' },
          { label: 'Fixed', value: '94%', detail: '148 of 157' },
          { label: 'Paid', value: '€18,400', detail: 'since January' },
        ]}
      />
      <Progress label="Budget of this year" value={18_400} max={25_000} text="€18,400 of €25,000" />
    </Section>
    <Section title="Cards">
      <div class="grid">
        <Card title="Northwind" actions={<Badge tone="green">Claimed</Badge>} footer="Answers within 7 hours">
          <DescriptionList
            entries={[
              ['Scope', '4 websites, 1 device'],
              ['Pays', '€50 to €4,000'],
              ['Publishes', 'After 90 days'],
            ]}
          />
        </Card>
        <Card title="Two-factor sign-in">
          <p>Scan this with your authenticator app.</p>
          <QrCode text="otpauth://totp/BugHeist:mara?secret=JBSWY3DPEHPK3PXP&issuer=BugHeist" />
        </Card>
      </div>
      <CodeBlock
        label="Verify with curl"
        code={
          'curl -sS https://northwind.example/reset?token=REDACTED \\\n  --data-urlencode "password=correct horse"'
        }
      />
    </Section>
  </>
);
