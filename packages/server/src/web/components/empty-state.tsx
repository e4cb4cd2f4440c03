import type { ComponentChildren } from 'preact';
import type { IconName } from '../icons.ts';
import { Icon } from './icon.tsx';

interface EmptyStateProps {
  icon: IconName;
  title: string;
  /** What would be here, and how it comes to be. */
  children: ComponentChildren;
  /** The one thing to do about it. */
  action?: ComponentChildren;
}

export const EmptyState = ({ icon, title, children, action }: EmptyStateProps) => (
  <div class="empty-state">
    <Icon name={icon} />
    <h2>{title}</h2>
    <p>{children}</p>
    {action}
  </div>
);
