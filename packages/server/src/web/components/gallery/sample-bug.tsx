import { createFormat } from '../../../words/format.ts';
import { Badge } from '../badge.tsx';
import { Button, LinkButton } from '../button.tsx';
import { Card } from '../card.tsx';
import { DescriptionList } from '../description-list.tsx';
import { DisclosureBadge } from '../disclosure-badge.tsx';
import { Form, FormActions } from '../form.tsx';
import { KindBadge } from '../kind-badge.tsx';
import { PageHeader } from '../page-header.tsx';
import { PersonName } from '../person-name.tsx';
import { SeverityBadge } from '../severity-badge.tsx';
import { StateBadge } from '../state-badge.tsx';
import { StepProgress } from '../step-progress.tsx';
import { Textarea } from '../textarea.tsx';
import { Time } from '../time.tsx';
import { Timeline, TimelineEvent, TimelineMessage } from '../timeline.tsx';
import { now } from './fixture.ts';
import { Text } from './text.tsx';

const format = createFormat({ locale: 'en-GB', timeZone: 'Europe/Berlin' });
const ago = (hours: number) => ({ at: new Date(now.getTime() - hours * 3_600_000), now, format });

const report = `A password reset link can be used more than once. Whoever finds an old mail can take over the account.

## Steps

1. Ask for a reset of your own account.
2. Follow the link and set a password.
3. Open the same link again and set another one. It is accepted.

\`\`\`
POST /reset?token=8f14e45f HTTP/1.1
Host: www.northwind.example

password=correct+horse
\`\`\``;

export const SampleBug = () => (
  <>
    <PageHeader
      title="Password reset link works twice"
      breadcrumbs={[
        { href: '/queue', label: 'Queue' },
        { href: '/organizations/northwind', label: 'Northwind' },
      ]}
      actions={
        <>
          <Button icon="eye">Watch</Button>
          <LinkButton href="/bugs/NW-42#next" kind="primary">
            Send to retest
          </LinkButton>
        </>
      }
    >
      <span class="number muted">NW-42</span>
      <StateBadge state="fixing" />
      <SeverityBadge severity="critical" score={9.1} />
      <KindBadge kind="security" />
      <DisclosureBadge disclosure="private" />
    </PageHeader>
    <StepProgress
      label="Life of this bug"
      steps={[
        { label: 'Reported', detail: '22 Nov', status: 'done' },
        { label: 'Triaged', detail: '22 Nov', status: 'done' },
        { label: 'Being fixed', detail: 'since yesterday', status: 'current' },
        { label: 'Retest', status: 'ahead' },
        { label: 'Resolved', detail: 'due 6 Dec', status: 'ahead' },
      ]}
    />
    <div class="split">
      <div class="stack stack-l">
        <Timeline label="Conversation">
          <TimelineMessage
            id="report-1"
            kind="comment"
            author={{ name: 'Yuki Tanaka', handle: 'yuki' }}
            part="Reporter"
            {...ago(50)}
          >
            <Text>{report}</Text>
          </TimelineMessage>
          <TimelineEvent icon="state-triaged" tone="blue" {...ago(46)}>
            <strong>Mara Lindqvist</strong> confirmed it and moved it to <strong>Triaged</strong>
          </TimelineEvent>
          <TimelineEvent icon="hand-coins" tone="green" {...ago(45)}>
            <strong>Mara Lindqvist</strong> awarded €1,500 to <strong>Yuki Tanaka</strong>
          </TimelineEvent>
          <TimelineMessage
            kind="note"
            author={{ name: 'Mara Lindqvist', handle: 'mara' }}
            part="Triager"
            {...ago(44)}
          >
            <Text>Tokens are stored but never deleted. Bren, can you take it this week?</Text>
          </TimelineMessage>
          <TimelineEvent icon="state-fixing" tone="violet" {...ago(26)}>
            <strong>Bren Falk</strong> started the fix
          </TimelineEvent>
        </Timeline>
        <Form action="/bugs/NW-42/notes" token="form-token">
          <Textarea name="comment" label="Answer" hint="Yuki Tanaka and your team see it." rows={4} />
          <FormActions>
            <Button kind="primary">Send the answer</Button>
            <Button>Keep as an internal note</Button>
          </FormActions>
        </Form>
      </div>
      <aside class="stack" aria-label="Facts">
        <Card title="Facts">
          <DescriptionList
            entries={[
              ['Assigned to', <PersonName person={{ name: 'Bren Falk', handle: 'bren' }} key="who" />],
              ['Reporter', <PersonName person={{ name: 'Yuki Tanaka', handle: 'yuki' }} key="by" />],
              ['Asset', 'www.northwind.example'],
              ['Weakness', 'CWE-640 Weak Password Recovery'],
              ['First seen', <Time {...ago(50)} as="date" key="seen" />],
              ['Reward', '€1,500 awarded'],
              ['Labels', <Badge key="label">account</Badge>],
            ]}
          />
        </Card>
        <Card title="Clocks">
          <DescriptionList
            entries={[
              [
                'First answer',
                <Badge tone="green" icon="check" key="a">
                  4 hours
                </Badge>,
              ],
              [
                'Triage',
                <Badge tone="green" icon="check" key="b">
                  4 hours
                </Badge>,
              ],
              [
                'Resolution',
                <Badge tone="amber" icon="clock" key="c">
                  12 days left
                </Badge>,
              ],
            ]}
          />
        </Card>
      </aside>
    </div>
  </>
);
