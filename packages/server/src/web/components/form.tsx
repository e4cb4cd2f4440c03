import type { ComponentChildren, FormHTMLAttributes } from 'preact';
import { safeUrl } from './safe-url.ts';

type FormProps = Omit<FormHTMLAttributes, 'method' | 'action' | 'class' | 'children'> & {
  action: string;
  /** The request's form token (`context.formToken`). A GET form needs none: see FilterBar. */
  token: string;
  /** With files: sent as multipart/form-data. */
  files?: boolean | undefined;
  /** `inline`: fields in one line. `bare`: no layout of its own. */
  layout?: 'stack' | 'inline' | 'bare' | undefined;
  children: ComponentChildren;
};

/** A POST with the token that proves it comes from our own page. */
export function Form({ action, token, files, layout = 'stack', children, ...rest }: FormProps) {
  const safe = safeUrl(action);
  if (safe === null) throw new TypeError(`A form posts to a path of this site, got "${action}".`);
  return (
    <form
      {...rest}
      method="post"
      action={safe}
      class={layout === 'stack' ? 'form' : `form form-${layout}`}
      enctype={files ? 'multipart/form-data' : undefined}
    >
      <input type="hidden" name="token" value={token} />
      {children}
    </form>
  );
}

/** The buttons at the end of a form, the main one first. */
export const FormActions = ({ children }: { children: ComponentChildren }) => (
  <div class="form-actions">{children}</div>
);

interface FormSectionProps {
  title: string;
  hint?: ComponentChildren;
  children: ComponentChildren;
}

/** A part of a long form with a heading. */
export const FormSection = ({ title, hint, children }: FormSectionProps) => (
  <section class="form-section">
    <div>
      <h2>{title}</h2>
      {hint && <p>{hint}</p>}
    </div>
    {children}
  </section>
);
