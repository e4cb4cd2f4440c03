import { classes } from './classes.ts';

interface AvatarProps {
  name: string;
  size?: 'small' | 'normal' | 'large';
  /** An organization; people are round. */
  square?: boolean;
}

/** Initials on a colour that stays the same for the same name. Decoration: the name stands beside it. */
export const Avatar = ({ name, size = 'normal', square }: AvatarProps) => (
  <span
    class={classes(`avatar avatar-${hueOf(name)} avatar-size-${size}`, square && 'avatar-square')}
    aria-hidden="true"
  >
    {initialsOf(name)}
  </span>
);

export function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return letters.map((word) => [...(word ?? '?')][0]?.toUpperCase() ?? '?').join('');
}

const hues = 6;

function hueOf(name: string): number {
  let sum = 0;
  for (const letter of name.toLowerCase()) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return sum % hues;
}
