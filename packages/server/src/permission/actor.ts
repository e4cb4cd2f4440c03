/** What a member may do in an organization, from most to least. */
export const roles = ['owner', 'manager', 'triager', 'developer', 'viewer'] as const;
export type Role = (typeof roles)[number];

export const staffRoles = ['administrator', 'moderator'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** What an API token may be used for. A token never does more than its person may. */
export const scopes = ['read', 'report', 'triage', 'manage'] as const;
export type Scope = (typeof scopes)[number];

export interface PersonActor {
  type: 'person';
  id: string;
  staff: StaffRole | null;
  /** Organization id → role. */
  roles: ReadonlyMap<string, Role>;
  blocked: boolean;
  /** Null for a signed-in browser session; the granted scopes for an API token. */
  scopes: ReadonlySet<Scope> | null;
}

/** Whoever holds the claim phrase of one anonymous report; can act on that report alone. */
export interface ClaimActor {
  type: 'claim';
  reportId: string;
}

/** A guard with its token: files incidents and exchanges decisions for one organization, and does nothing else. */
export interface GuardActor {
  type: 'guard';
  id: string;
  organizationId: string;
}

export type Actor = { type: 'anonymous' } | ClaimActor | GuardActor | PersonActor | { type: 'system' };

export const anonymous: Actor = { type: 'anonymous' };
export const system: Actor = { type: 'system' };

export const personId = (actor: Actor): string | null => (actor.type === 'person' ? actor.id : null);
