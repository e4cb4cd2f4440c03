import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

interface FindFormProps {
  /** A page of ours that takes `q`. */
  action: string;
  /** What may be typed; the field's name for screen readers and its placeholder. */
  label: string;
  text: string;
  submit: string;
  autofocus?: boolean;
}

/** One field that narrows a list or searches; a GET, so that what was found has an address. */
export const FindForm = ({ action, label, text, submit, autofocus }: FindFormProps) => (
  <search>
    <form class="find" action={action}>
      <Icon name="search" />
      <input
        type="search"
        class="input"
        name="q"
        value={text}
        aria-label={label}
        placeholder={label}
        autofocus={autofocus}
      />
      <Button>{submit}</Button>
    </form>
  </search>
);
