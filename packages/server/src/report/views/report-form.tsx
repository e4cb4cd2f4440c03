import type { AssetRow } from '../../organization/store/assets.ts';
import type { OrganizationRow } from '../../organization/store/organizations.ts';
import type { SimilarBug } from '../../queue/similar-bugs.ts';
import type { FieldError } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { Checkbox } from '../../web/components/checkbox.tsx';
import { ErrorSummary } from '../../web/components/error-summary.tsx';
import { Form, FormActions, FormSection } from '../../web/components/form.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import type { Format } from '../../words/format.ts';
import { reportWords } from '../../words/report.ts';
import type { Draft } from '../draft.ts';
import type { Puzzle } from '../proof-of-work.ts';
import { BugFields } from './bug-fields.tsx';
import { DraftNotice } from './draft-notice.tsx';
import { ExtraFields } from './extra-fields.tsx';
import { PlaceFields } from './place-fields.tsx';
import { PreviewSection } from './preview-section.tsx';
import { PuzzleNotice } from './puzzle-notice.tsx';
import { SimilarSection } from './similar-section.tsx';

export interface ReportFormProps {
  token: string;
  draft: Draft;
  /** Signed time of drawing. */
  stamp: string;
  /** The organization the form was opened for, with its assets. */
  organization: OrganizationRow | null;
  assets: readonly AssetRow[];
  isSignedIn: boolean;
  format: Format;
  now: Date;
  isRestored: boolean;
  errors: readonly FieldError[];
  similar: readonly SimilarBug[];
  similarSeen: boolean;
  puzzle: Puzzle | null;
  preview: boolean;
  done: string | null;
  warning: string | null;
}

const formId = 'report-form';

/** One page, nothing required beyond where, kind, title and description; works as a plain form. */
export function ReportForm(props: ReportFormProps) {
  const { draft, errors, isSignedIn, preview, puzzle, similar } = props;
  const { content } = draft;
  const words = reportWords.new;
  return (
    <>
      <PageHeader title={words.title} lede={words.lede} />
      <DraftNotice {...props} formId={formId} />
      <ErrorSummary errors={errors} />
      <Form
        action={urls.reportNew}
        token={props.token}
        files
        id={formId}
        noValidate
        data-report-form
        data-draft-url={urls.reportDraft}
        data-similar-url={urls.reportSimilar}
        data-weakness-url={urls.reportWeaknesses}
        data-saved={words.savedAt}
        data-not-saved={words.notSaved}
      >
        <DefaultButton />
        <HiddenFields {...props} />
        {puzzle && <PuzzleNotice puzzle={puzzle} />}
        {similar.length > 0 && <SimilarSection bugs={similar} />}
        {preview && <PreviewSection content={content} />}
        <FormSection title={words.where}>
          <PlaceFields {...props} />
        </FormSection>
        <FormSection title={words.what}>
          <BugFields content={content} errors={errors} upload={uploadUrl(draft.id)} />
        </FormSection>
        <ExtraFields draft={draft} errors={errors} format={props.format} upload={uploadUrl(draft.id)} />
        {isSignedIn && <Checkbox name="credit" label={words.credit} checked={content.credit === 'yes'} />}
        <Notice title={words.who}>
          <p>{words.whoText}</p>
        </Notice>
        <FormActions>
          <Button kind="primary" name="step" value="file">
            {similar.length > 0 ? words.notSimilar : words.submit}
          </Button>
          <Button name="step" value="preview">
            {words.preview}
          </Button>
          <Button name="step" value="save">
            {words.save}
          </Button>
          <span class="muted small" role="status" data-draft-status />
        </FormActions>
      </Form>
    </>
  );
}

/** Enter in a field presses the first button of a form, which must be the one that files. */
const DefaultButton = () => (
  <button class="visually-hidden" type="submit" name="step" value="file" tabIndex={-1} aria-hidden="true">
    {reportWords.new.submit}
  </button>
);

function HiddenFields({ draft, stamp, similarSeen, similar, organization }: ReportFormProps) {
  return (
    <>
      <input type="hidden" name="draft" value={draft.id} />
      <input type="hidden" name="stamp" value={stamp} />
      <input type="hidden" name="script" value="" />
      <input type="hidden" name="similar" value={similarSeen || similar.length > 0 ? 'seen' : ''} />
      <input type="hidden" name="organization" value={organization?.slug ?? ''} />
      {/* People do not see it; what fills in every field of a form gives itself away. */}
      <div class="report-homepage" aria-hidden="true">
        <label for="homepage">{reportWords.new.honeypot}</label>
        <input id="homepage" name="homepage" type="text" value="" tabIndex={-1} autocomplete="off" />
      </div>
    </>
  );
}

const uploadUrl = (draft: string): string => link(urls.reportFiles, null, { draft });
