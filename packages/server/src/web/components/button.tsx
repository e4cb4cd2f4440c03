import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ComponentChildren } from 'preact';
import type { IconName } from '../icons.ts';
import { A } from './a.tsx';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';

interface Look {
  /** `primary`: the one main action of a page. `danger`: destroys something. `quiet`: in passing. */
  kind?: 'plain' | 'primary' | 'quiet' | 'danger' | undefined;
  size?: 'normal' | 'small' | undefined;
  icon?: IconName | undefined;
  /** The full width of its container. */
  wide?: boolean | undefined;
  /** With an icon and no children: the accessible name. */
  label?: string | undefined;
  children?: ComponentChildren;
}

type ButtonProps = Look & Omit<ButtonHTMLAttributes, 'size' | 'icon' | 'label' | 'class' | 'children'>;

/** Submits its form unless `type` says otherwise. */
export function Button({ kind, size, icon, wide, label, children, type = 'submit', ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} class={lookOf({ kind, size, wide, children })} aria-label={label}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

type LinkButtonProps = Look & { href: string } & Omit<
    AnchorHTMLAttributes,
    'href' | 'role' | 'size' | 'icon' | 'label' | 'class' | 'children'
  >;

export function LinkButton({ kind, size, icon, wide, label, children, ...rest }: LinkButtonProps) {
  return (
    <A {...rest} class={lookOf({ kind, size, wide, children })} aria-label={label}>
      {icon && <Icon name={icon} />}
      {children}
    </A>
  );
}

const lookOf = ({ kind, size, wide, children }: Look) =>
  classes(
    'button',
    kind && kind !== 'plain' && `button-${kind}`,
    size === 'small' && 'button-small',
    wide && 'button-wide',
    children === undefined && 'button-icon',
  );
