import { urls } from '../../urls.ts';
import { Button, LinkButton } from '../../web/components/button.tsx';
import { Card } from '../../web/components/card.tsx';
import { errorFor } from '../../web/components/field-error.ts';
import { Form } from '../../web/components/form.tsx';
import { Notice } from '../../web/components/notice.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { accountWords } from '../../words/account.ts';
import { Settings } from './settings.tsx';
import { type FormState, Sheet } from './sheet.tsx';

const { leave } = accountWords;

export const Leave = ({ token }: { token: string }) => (
  <Settings current={urls.accountExport} title={leave.title}>
    <div class="card-pair">
      <Card title={leave.export}>
        <p>{leave.exportLede}</p>
        <Form action={urls.accountExport} token={token} layout="inline">
          <Button icon="download" name="format" value="json">
            {leave.exportSubmit}
          </Button>
          <Button kind="quiet" name="format" value="csv">
            {leave.exportReports}
          </Button>
        </Form>
      </Card>
      <Card title={leave.delete}>
        <p>{leave.deleteLede}</p>
        <LinkButton kind="danger" href={urls.accountDeletion}>
          {leave.deleteLink}
        </LinkButton>
      </Card>
    </div>
  </Settings>
);

interface DeletionProps extends FormState {
  typed: string;
  /** What must be settled first. */
  obstacles: readonly string[];
}

export const DeletionForm = ({ typed, obstacles, ...form }: DeletionProps) => (
  <Sheet
    {...form}
    title={leave.deleteTitle}
    lede={leave.deleteLede}
    action={urls.accountDeletion}
    actions={
      <>
        <Button kind="danger" disabled={obstacles.length > 0}>
          {leave.deleteSubmit}
        </Button>
        <LinkButton kind="quiet" href={urls.accountExport}>
          {accountWords.cancel}
        </LinkButton>
      </>
    }
  >
    {obstacles.map((text) => (
      <Notice tone="warning" key={text}>
        <p>{text}</p>
      </Notice>
    ))}
    <TextInput
      name="handle"
      label={leave.deleteConfirm}
      value={typed}
      error={errorFor(form.errors, 'handle')}
      autocomplete="off"
      spellcheck={false}
      maxLength={60}
      required
    />
  </Sheet>
);
