import { urls } from '../../urls.ts';
import { webWords } from '../../words/web.ts';
import { Icon } from './icon.tsx';

/** The mark, a beetle that is a keyhole, with the name beside it. */
export const Brand = ({ name }: { name: string }) => (
  <a class="brand" href={urls.home} aria-label={webWords.home(name)}>
    <Icon name="mark" />
    {name}
  </a>
);
