import type { PersonActor } from '../permission/actor.ts';

/** The person behind a session cookie, with what every page needs of them; loaded in one statement. */
export interface SignedIn {
  actor: PersonActor;
  sessionId: string;
  /** When a password or passkey was last given; dangerous actions ask again after a while. */
  authenticatedAt: Date;
  handle: string;
  displayName: string;
  locale: string;
  timeZone: string;
  theme: 'auto' | 'light' | 'dark';
  unreadNotifications: number;
  /** The organizations they work for, for the navigation. */
  organizations: readonly { id: string; slug: string; name: string }[];
}
