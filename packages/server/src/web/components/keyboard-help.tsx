import { webWords } from '../../words/web.ts';
import { Dialog } from './dialog.tsx';

export interface Shortcut {
  keys: readonly string[];
  does: string;
}

export const keyboardHelpId = 'keyboard-help';

/** The shortcuts of a page, opened by a button with `popovertarget={keyboardHelpId}` and by the island `shortcuts` with "?". */
export const KeyboardHelp = ({ shortcuts }: { shortcuts: readonly Shortcut[] }) => (
  <Dialog id={keyboardHelpId} title={webWords.keyboard}>
    <ShortcutList shortcuts={shortcuts} />
  </Dialog>
);

export const ShortcutList = ({ shortcuts }: { shortcuts: readonly Shortcut[] }) => (
  <dl class="shortcuts">
    {shortcuts.map(({ keys, does }) => (
      <div key={does}>
        <dt>{does}</dt>
        <dd>
          {keys.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </dd>
      </div>
    ))}
  </dl>
);
