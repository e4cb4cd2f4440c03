import type { ComponentChildren } from 'preact';
import { webWords } from '../../words/web.ts';
import { Icon } from './icon.tsx';

interface DialogProps {
  id: string;
  title: string;
  children: ComponentChildren;
}

/**
 * A popover of the browser: opens with `DialogButton`, closes with Escape, needs no script. Nothing that must be
 * reachable without it: give the same form a page.
 */
export const Dialog = ({ id, title, children }: DialogProps) => (
  <div class="dialog" popover="auto" id={id} role="dialog" aria-labelledby={`${id}-title`}>
    <div class="dialog-head">
      <h2 id={`${id}-title`}>{title}</h2>
      <button
        class="tool-link"
        type="button"
        popovertarget={id}
        popovertargetaction="hide"
        aria-label={webWords.close}
      >
        <Icon name="x" />
      </button>
    </div>
    {children}
  </div>
);
