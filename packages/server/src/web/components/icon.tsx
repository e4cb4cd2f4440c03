import { assetUrl } from '../assets.ts';
import type { IconName } from '../icons.ts';

/** A picture from the sprite. Without a label it is decoration and hidden from assistive technology. */
export function Icon({ name, label }: { name: IconName; label?: string | undefined }) {
  const use = <use href={`${assetUrl('icons.svg')}#${name}`} />;
  if (label === undefined)
    return (
      <svg class="icon" width="16" height="16" aria-hidden="true">
        {use}
      </svg>
    );
  return (
    <svg class="icon" width="16" height="16" role="img" aria-label={label}>
      {use}
    </svg>
  );
}
