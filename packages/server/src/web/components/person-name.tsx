import { link, urls } from '../../urls.ts';
import { webWords } from '../../words/web.ts';
import { Avatar } from './avatar.tsx';

/** Somebody as others may see them: never with an address. */
export interface ShownPerson {
  /** Null for people without a profile. */
  handle: string | null;
  name: string;
}

interface PersonNameProps {
  /** Null: somebody who reported without a name. */
  person: ShownPerson | null;
  /** Without the picture, inside running text. */
  textOnly?: boolean | undefined;
}

export function PersonName({ person, textOnly }: PersonNameProps) {
  const name = person?.name ?? webWords.anonymous;
  return (
    <span class="person">
      {!textOnly && <Avatar name={name} size="small" />}
      {person?.handle ? (
        <a href={link(urls.person, { handle: person.handle })}>{name}</a>
      ) : (
        <span>{name}</span>
      )}
    </span>
  );
}
