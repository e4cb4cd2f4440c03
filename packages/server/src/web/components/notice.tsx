import type { ComponentChildren } from 'preact';
import { webWords } from '../../words/web.ts';
import type { IconName } from '../icons.ts';
import { Icon } from './icon.tsx';

export type NoticeTone = 'info' | 'success' | 'warning' | 'danger';

/** Something to say on the next page after a change. */
export interface Flash {
  tone: NoticeTone;
  text: string;
}

interface NoticeProps {
  tone?: NoticeTone | undefined;
  title?: string | undefined;
  /** Announced as soon as it appears: errors and outcomes. */
  live?: boolean | undefined;
  children?: ComponentChildren;
}

export function Notice({ tone = 'info', title, live, children }: NoticeProps) {
  const role = tone === 'danger' || tone === 'warning' ? 'alert' : 'status';
  return (
    <div class={`notice notice-${tone}`} role={live ? role : undefined}>
      <Icon name={icons[tone]} label={webWords.tone[tone]} />
      <div class="notice-body">
        {title && <p class="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}

const icons: Record<NoticeTone, IconName> = {
  info: 'info',
  success: 'circle-check',
  warning: 'triangle-alert',
  danger: 'octagon-alert',
};
