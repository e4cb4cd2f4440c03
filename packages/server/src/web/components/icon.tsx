import { assetUrl } from '../assets.ts';
import type { IconName } from '../icons.ts';
import { markup } from './markup.ts';

/** A picture from the sprite. Without a label it is decoration and hidden from assistive technology. */
export function Icon({ name, label }: { name: IconName; label?: string | undefined }) {
  const sprite = assetUrl('icons.svg');
  if (label === undefined)
    return markup`<svg class="icon" width="16" height="16" aria-hidden="true"><use href="${sprite}#${name}"></use></svg>`;
  return markup`<svg class="icon" width="16" height="16" role="img" aria-label="${label}"><use href="${sprite}#${name}"></use></svg>`;
}
