import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { Form } from '../../web/components/form.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { reportWords } from '../../words/report.ts';
import type { ReportFormProps } from './report-form.tsx';

/** What is to be known before typing: an outcome, a draft that was found again, that no account is needed. */
export function DraftNotice({
  done,
  warning,
  isRestored,
  isSignedIn,
  draft,
  token,
  format,
  now,
}: ReportFormProps & {
  formId: string;
}) {
  const words = reportWords.new;
  return (
    <>
      {warning && (
        <Notice tone="warning" live>
          <p>{warning}</p>
        </Notice>
      )}
      {isRestored && !done && (
        <Notice>
          <p>{words.restored(format.relative(draft.updatedAt, now))}</p>
          <Form action={urls.reportDraftRemoval} token={token} layout="bare">
            <input type="hidden" name="draft" value={draft.id} />
            <Button size="small" kind="quiet">
              {words.discard}
            </Button>
          </Form>
        </Notice>
      )}
      {!isSignedIn && !isRestored && !done && (
        <Notice>
          <p>
            {words.anonymous} <a href={link(urls.signIn, null, { next: urls.reportNew })}>{words.signIn}</a>
          </p>
        </Notice>
      )}
    </>
  );
}
