import type { ComponentChildren } from 'preact';
import { webWords } from '../../words/web.ts';
import { Icon } from './icon.tsx';

interface ErrorPageProps {
  status: number;
  title: string;
  /** What happened and the way out. */
  detail: string;
  /** To find the line in the log. */
  requestId: string;
  /** Where to go from here. */
  children?: ComponentChildren;
}

export const ErrorPage = ({ status, title, detail, requestId, children }: ErrorPageProps) => (
  <div class="error-page">
    <Icon name="mark" />
    <p class="error-page-status number">{status}</p>
    <h1>{title}</h1>
    <p class="page-lede">{detail}</p>
    {children && <div class="row">{children}</div>}
    <p class="muted small">
      {webWords.requestId}: <code>{requestId}</code>
    </p>
  </div>
);
