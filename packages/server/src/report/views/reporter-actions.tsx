import { isOpen } from '@bugheist/bug/state';
import { DisclosureCard } from '../../queue/views/disclosure-card.tsx';
import { link, urls } from '../../urls.ts';
import { Button, LinkButton } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { Form, FormActions } from '../../web/components/form.tsx';
import { Textarea } from '../../web/components/textarea.tsx';
import { reportWords } from '../../words/report.ts';
import type { ReportPageProps } from './report-page.tsx';

const words = reportWords.report;

/** What the reporter can do now. */
export function ReporterActions(props: ReportPageProps) {
  const { loaded, may, token, isClaimed } = props;
  const { report, bug } = loaded;
  const id = report.id;
  return (
    <>
      {may.edit && (
        <LinkButton href={link(urls.reportEdit, { id })} icon="pencil">
          {words.edit}
        </LinkButton>
      )}
      <DisclosureCard {...props} bug={bug} action={link(urls.reportPublication, { id })} />
      {may.edit && report.withdrawnAt === null && isOpen(bug.state) && (
        <details class="report-withdrawal">
          <summary>{words.withdrawTitle}</summary>
          <Form action={link(urls.reportWithdrawal, { id })} token={token}>
            <p class="muted small">{words.withdrawText}</p>
            <FormActions>
              <Button kind="danger">{words.withdraw}</Button>
            </FormActions>
          </Form>
        </details>
      )}
      <Appeal {...props} />
      {isClaimed && <Claimed token={token} />}
    </>
  );
}

/** The one thing that waits for the reporter: whether the fix works. */
export const Retest = ({ loaded: { report }, token }: ReportPageProps) => (
  <Card title={words.retestTitle}>
    <Form action={link(urls.reportRetest, { id: report.id })} token={token}>
      <p>{words.retestText}</p>
      <Textarea name="text" label={words.retestLabel} hint={words.retestHint} rows={3} maxLength={5000} />
      <FormActions>
        <Button kind="primary" name="works" value="yes">
          {words.retestWorks}
        </Button>
        <Button name="works" value="no">
          {words.retestFails}
        </Button>
      </FormActions>
    </Form>
  </Card>
);

function Appeal({ loaded: { report }, appeal, may, token }: ReportPageProps) {
  if (appeal && !may.appeal) {
    const said = { upheld: words.appealUpheld, rejected: words.appealRejected };
    return (
      <Card title={words.appeal}>
        <p>{appeal.outcome === null ? words.appealOpen : said[appeal.outcome]}</p>
        {appeal.answer && <p>{appeal.answer}</p>}
      </Card>
    );
  }
  if (!may.appeal) return null;
  return (
    <Card title={words.appealTitle}>
      <Form action={link(urls.reportAppeal, { id: report.id })} token={token}>
        <p>{words.appealText}</p>
        <Textarea name="body" label={words.appealLabel} rows={4} maxLength={5000} required />
        <Button>{words.appeal}</Button>
      </Form>
    </Card>
  );
}

const Claimed = ({ token }: { token: string }) => (
  <Card title={words.claimTitle}>
    <p>{words.claimText}</p>
    <Form action={urls.claimEnd} token={token} layout="bare">
      <Button>{words.claimEnd}</Button>
    </Form>
    <p>
      <a href={link(urls.signIn, null, { next: urls.claim })}>{words.claimAdopt}</a>
    </p>
  </Card>
);
