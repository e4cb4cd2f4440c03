import type { ComponentChildren } from 'preact';
import type { Format } from '../../words/format.ts';
import { webWords } from '../../words/web.ts';
import type { IconName } from '../icons.ts';
import { Avatar } from './avatar.tsx';
import type { Tone } from './badge.tsx';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import { PersonName, type ShownPerson } from './person-name.tsx';
import { Time } from './time.tsx';

/**
 * What happened to a thing, oldest first. `label` becomes a hidden h2 and each author an h3, so that the h4 that
 * markdown begins with has its place.
 */
export const Timeline = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <section>
    <h2 class="visually-hidden">{label}</h2>
    <ol class="timeline">{children}</ol>
  </section>
);

interface Happened {
  at: Date;
  now: Date;
  format: Format;
  /** Fragment to link to this entry. */
  id?: string | undefined;
}

interface MessageProps extends Happened {
  /** Null: somebody without a name. */
  author: ShownPerson | null;
  /** `note`: only the team sees it, and it looks so. */
  kind: 'comment' | 'note';
  /** After the author's name: the part played: "Reporter", "Triager at Northwind". */
  part?: string | undefined;
  /** Edit, delete, share. */
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** Something a person wrote. */
export function TimelineMessage({ author, kind, part, actions, children, id, ...when }: MessageProps) {
  return (
    <li class={classes('timeline-entry', 'timeline-message', kind === 'note' && 'timeline-note')} id={id}>
      <Avatar name={author?.name ?? webWords.anonymous} />
      <article class="timeline-card">
        <header class="timeline-head">
          <h3>
            <PersonName person={author} textOnly />
          </h3>
          {part && <span class="muted">{part}</span>}
          {id ? (
            <a class="timeline-when" href={`#${id}`}>
              <Time {...when} />
            </a>
          ) : (
            <span class="timeline-when">
              <Time {...when} />
            </span>
          )}
          {kind === 'note' && (
            <span class="timeline-private">
              <Icon name="lock" />
              {webWords.internal}
            </span>
          )}
          {actions && <div class="timeline-actions">{actions}</div>}
        </header>
        {children}
      </article>
    </li>
  );
}

interface EventProps extends Happened {
  icon: IconName;
  tone?: Tone | undefined;
  /** One sentence with its actor. */
  children: ComponentChildren;
  /** A reason or a difference below the sentence. */
  detail?: ComponentChildren;
}

/** A change or a sighting, in one line. */
export function TimelineEvent({ icon, tone = 'neutral', children, detail, id, ...when }: EventProps) {
  return (
    <li class="timeline-entry" id={id}>
      <span class={`timeline-icon tone-${tone}`}>
        <Icon name={icon} />
      </span>
      <div class="timeline-line">
        <p>
          {children}{' '}
          <span class="muted">
            <Time {...when} />
          </span>
        </p>
        {detail && <div class="timeline-detail">{detail}</div>}
      </div>
    </li>
  );
}
