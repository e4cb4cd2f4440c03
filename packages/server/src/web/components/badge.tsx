import type { ComponentChildren } from 'preact';
import type { IconName } from '../icons.ts';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import { markup } from './markup.ts';

export type Tone = 'neutral' | 'accent' | 'crimson' | 'orange' | 'amber' | 'blue' | 'green' | 'violet';

interface BadgeProps {
  tone?: Tone | undefined;
  icon?: IconName | undefined;
  /** Icon and words without a pill, for dense lists. */
  plain?: boolean | undefined;
  children: ComponentChildren;
}

export const Badge = ({ tone = 'neutral', icon, plain, children }: BadgeProps) =>
  markup`<span class="${classes('badge', tone !== 'neutral' && `tone-${tone}`, plain && 'badge-plain')}">${
    icon && Icon({ name: icon })
  }${children}</span>`;
