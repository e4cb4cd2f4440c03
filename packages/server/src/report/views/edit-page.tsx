import type { LoadedReport } from '../../queue/load-report.ts';
import type { FieldError } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { Button, LinkButton } from '../../web/components/button.tsx';
import { Checkbox } from '../../web/components/checkbox.tsx';
import { ErrorSummary } from '../../web/components/error-summary.tsx';
import { Form, FormActions } from '../../web/components/form.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';
import { reportWords } from '../../words/report.ts';
import type { ReportContent } from '../content.ts';
import { AssessmentFields } from './assessment-fields.tsx';
import { BugFields } from './bug-fields.tsx';
import { ExchangeField } from './exchange-field.tsx';

interface EditPageProps {
  loaded: LoadedReport;
  content: ReportContent;
  /** The version the edit is based on. */
  version: number;
  errors: readonly FieldError[];
  token: string;
  isSignedIn: boolean;
}

export function EditPage({ loaded, content, version, errors, token, isSignedIn }: EditPageProps) {
  const { report, bug } = loaded;
  const words = reportWords.edit;
  return (
    <>
      <PageHeader title={words.title(bug.name)} lede={words.lede} />
      <ErrorSummary errors={errors} />
      <Form action={link(urls.reportEdit, { id: report.id })} token={token} files noValidate>
        <input type="hidden" name="version" value={version} />
        <BugFields content={content} errors={errors} upload={null} withoutKind />
        <AssessmentFields content={content} errors={errors} />
        <ExchangeField content={content} errors={errors} />
        {isSignedIn && (
          <Checkbox name="credit" label={reportWords.new.credit} checked={content.credit === 'yes'} />
        )}
        <FormActions>
          <Button kind="primary">{words.save}</Button>
          <LinkButton href={link(urls.report, { id: report.id })}>{words.cancel}</LinkButton>
        </FormActions>
      </Form>
    </>
  );
}
