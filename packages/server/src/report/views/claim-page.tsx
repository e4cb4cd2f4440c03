import { link, urls } from '../../urls.ts';
import { Button, LinkButton } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { Centred } from '../../web/components/centred.tsx';
import { Form, FormActions } from '../../web/components/form.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { Textarea } from '../../web/components/textarea.tsx';
import { reportWords } from '../../words/report.ts';

interface ClaimPageProps {
  token: string;
  isSignedIn: boolean;
  error: string | null;
  /** The report this browser has open already. */
  reportId: string | null;
}

/** Where a claim phrase is entered. What was typed is not drawn again: it is a key. */
export function ClaimPage({ token, isSignedIn, error, reportId }: ClaimPageProps) {
  const words = reportWords.claim;
  return (
    <Centred>
      <PageHeader title={words.title} lede={words.lede} />
      {reportId !== null && <OpenReport token={token} isSignedIn={isSignedIn} reportId={reportId} />}
      <Form action={urls.claim} token={token}>
        <Textarea
          name="phrase"
          label={words.phrase}
          hint={words.phraseHint}
          rows={2}
          autocomplete="off"
          spellcheck={false}
          required
          error={error}
        />
        {isSignedIn && <p>{words.adoptText}</p>}
        <FormActions>
          <Button kind="primary">{isSignedIn ? words.adopt : words.open}</Button>
        </FormActions>
      </Form>
      <div class="centred-after">
        <p class="muted small">{words.lost}</p>
      </div>
    </Centred>
  );
}

const OpenReport = ({
  token,
  isSignedIn,
  reportId,
}: {
  token: string;
  isSignedIn: boolean;
  reportId: string;
}) => (
  <Card>
    <p>{reportWords.list.claimed}</p>
    {isSignedIn ? (
      <Form action={link(urls.reportAdoption, { id: reportId })} token={token} layout="bare">
        <Button>{reportWords.claim.adopt}</Button>
      </Form>
    ) : (
      <LinkButton href={link(urls.report, { id: reportId })}>{reportWords.claim.open}</LinkButton>
    )}
  </Card>
);
