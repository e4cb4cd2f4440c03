import type { ComponentChildren } from 'preact';
import type { FieldError } from '../../refusal.ts';
import { Centred } from '../../web/components/centred.tsx';
import { ErrorSummary } from '../../web/components/error-summary.tsx';
import { Form, FormActions } from '../../web/components/form.tsx';
import { PageHeader } from '../../web/components/page-header.tsx';

/** What every form of the account pages is drawn from. */
export interface FormState {
  token: string;
  errors: readonly FieldError[];
}

interface SheetProps extends FormState {
  title: string;
  lede?: string | undefined;
  action: string;
  children: ComponentChildren;
  actions: ComponentChildren;
  /** Below the form. */
  after?: ComponentChildren;
}

/** A page that is one form. */
export const Sheet = ({ title, lede, action, token, errors, children, actions, after }: SheetProps) => (
  <Centred>
    <PageHeader title={title} lede={lede} />
    <Form action={action} token={token}>
      <ErrorSummary errors={errors} />
      {children}
      <FormActions>{actions}</FormActions>
    </Form>
    {after && <div class="centred-after">{after}</div>}
  </Centred>
);

/** A page that only says something, with a way on. */
export const Message = ({
  title,
  text,
  children,
}: {
  title: string;
  text: string;
  children?: ComponentChildren;
}) => (
  <Centred>
    <PageHeader title={title} lede={text} />
    {children && <div class="row">{children}</div>}
  </Centred>
);
