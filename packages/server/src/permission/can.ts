import type { Actor, Role, Scope } from './actor.ts';
import type { BugObject, InstanceObject, OrganizationObject, PersonObject, ReportObject } from './object.ts';

/** Every action of the product and the object it is done to. What is not allowed below is refused. */
interface Objects {
  'instance.read': InstanceObject;
  'instance.moderate': InstanceObject;
  'instance.administer': InstanceObject;
  'report.create': InstanceObject;
  'account.use': InstanceObject;
  'person.read': PersonObject;
  'organization.read': OrganizationObject;
  'organization.queue': OrganizationObject;
  'organization.manage': OrganizationObject;
  'organization.staff': OrganizationObject;
  'guard.exchange': OrganizationObject;
  'guard.watch': OrganizationObject;
  'bug.read': BugObject;
  'bug.follow': BugObject;
  'bug.read-internal': BugObject;
  'bug.note': BugObject;
  'bug.triage': BugObject;
  'bug.fix': BugObject;
  'bug.publish': BugObject;
  'bug.moderate': BugObject;
  'report.read': ReportObject;
  'report.comment': ReportObject;
  'report.edit': ReportObject;
  'report.adopt': ReportObject;
  'report.publish': ReportObject;
  'report.appeal': ReportObject;
}

export type Action = keyof Objects;
export type ObjectOf<A extends Action> = Objects[A];

type Rule<A extends Action> = { scope: Scope; allows: (actor: Actor, object: Objects[A]) => boolean };

/**
 * Whether the actor may do this to that. Pure; deny by default: an unknown action, a blocked person who wants to
 * write, or a token without the scope is a no.
 */
export function can<A extends Action>(actor: Actor, action: A, object: Objects[A]): boolean {
  const rule = rules[action];
  if (!rule) return false;
  if (actor.type === 'guard' && action !== 'guard.exchange') return false;
  if (actor.type === 'person') {
    if (actor.blocked && rule.scope !== 'read' && !blockedMay.has(action)) return false;
    if (actor.scopes !== null && !actor.scopes.has(rule.scope)) return false;
  }
  return rule.allows(actor, object);
}

/** The token scope an action needs. */
export const scopeOf = (action: Action): Scope => rules[action].scope;

// A blocked person still signs in, reads their own reports and appeals.
const blockedMay: ReadonlySet<Action> = new Set(['account.use', 'report.appeal']);

const everyone = () => true;
const triagers: readonly Role[] = ['owner', 'manager', 'triager'];
const fixers: readonly Role[] = [...triagers, 'developer'];
const managers: readonly Role[] = ['owner', 'manager'];

const rules: { [A in Action]: Rule<A> } = {
  'instance.read': { scope: 'read', allows: everyone },
  'instance.moderate': { scope: 'manage', allows: (actor) => hasStaffRole(actor) },
  'instance.administer': { scope: 'manage', allows: (actor) => isAdministrator(actor) },
  'report.create': {
    scope: 'report',
    // Whoever holds the phrase of one report may have found another bug.
    allows: (actor) => actor.type !== 'system',
  },
  'account.use': { scope: 'manage', allows: (actor) => actor.type === 'person' },
  'person.read': {
    scope: 'read',
    allows: (actor, person) => person.profilePublic || (actor.type === 'person' && actor.id === person.id),
  },

  'organization.read': { scope: 'read', allows: everyone },
  'organization.queue': {
    scope: 'read',
    allows: (actor, organization) => roleIn(actor, organization) !== null || looksAfter(actor, organization),
  },
  'organization.manage': {
    scope: 'manage',
    allows: (actor, organization) => hasRole(actor, organization, managers) || isAdministrator(actor),
  },
  'organization.staff': {
    scope: 'manage',
    allows: (actor, organization) => hasRole(actor, organization, ['owner']) || isAdministrator(actor),
  },
  'guard.exchange': {
    scope: 'manage',
    allows: (actor, organization) => actor.type === 'guard' && actor.organizationId === organization.id,
  },
  'guard.watch': {
    scope: 'manage',
    allows: (actor, organization) =>
      hasRole(actor, organization, managers) || isAdministrator(actor) || looksAfter(actor, organization),
  },

  'bug.read': { scope: 'read', allows: (actor, bug) => readsBug(actor, bug) },
  'bug.follow': { scope: 'report', allows: (actor, bug) => actor.type === 'person' && readsBug(actor, bug) },
  'bug.read-internal': { scope: 'read', allows: (actor, bug) => readsInternal(actor, bug) },
  'bug.note': { scope: 'triage', allows: (actor, bug) => worksOn(actor, bug, fixers) },
  'bug.triage': { scope: 'triage', allows: (actor, bug) => worksOn(actor, bug, triagers) },
  'bug.fix': { scope: 'triage', allows: (actor, bug) => worksOn(actor, bug, fixers) },
  'bug.publish': {
    scope: 'triage',
    // The organization's side; the reporter's is `report.publish`.
    allows: (actor, bug) => worksOn(actor, bug, managers),
  },
  'bug.moderate': { scope: 'manage', allows: (actor, bug) => bug.held && hasStaffRole(actor) },

  'report.read': {
    scope: 'read',
    allows: (actor, report) => isReporter(actor, report) || readsInternal(actor, report.bug),
  },
  'report.comment': {
    scope: 'report',
    allows: (actor, report) => isReporter(actor, report) || worksOn(actor, report.bug, fixers),
  },
  'report.edit': { scope: 'report', allows: (actor, report) => isReporter(actor, report) },
  'report.adopt': {
    scope: 'report',
    allows: (actor, report) => actor.type === 'person' && report.reporterId === null,
  },
  'report.publish': {
    scope: 'report',
    allows: (actor, report) => !report.bug.held && isReporter(actor, report),
  },
  'report.appeal': { scope: 'report', allows: (actor, report) => isReporter(actor, report) },
};

function readsBug(actor: Actor, bug: BugObject): boolean {
  const isPublic = !bug.held && (bug.disclosure === 'limited' || bug.disclosure === 'full');
  return isPublic || isReporterOf(actor, bug) || readsInternal(actor, bug);
}

/** Held for moderation: its reporter and moderators only. Else members, or staff where nobody of the organization is here. */
function readsInternal(actor: Actor, bug: BugObject): boolean {
  if (bug.held) return hasStaffRole(actor);
  return roleIn(actor, bug.organization) !== null || looksAfter(actor, bug.organization);
}

function worksOn(actor: Actor, bug: BugObject, allowed: readonly Role[]): boolean {
  if (bug.held) return false;
  return hasRole(actor, bug.organization, allowed) || looksAfter(actor, bug.organization);
}

function isReporterOf(actor: Actor, bug: BugObject): boolean {
  if (actor.type === 'claim') return bug.reportIds.includes(actor.reportId);
  return actor.type === 'person' && bug.reporterIds.includes(actor.id);
}

function isReporter(actor: Actor, report: ReportObject): boolean {
  if (actor.type === 'claim') return actor.reportId === report.id;
  return actor.type === 'person' && report.reporterId === actor.id;
}

const roleIn = (actor: Actor, organization: OrganizationObject): Role | null =>
  actor.type === 'person' ? (actor.roles.get(organization.id) ?? null) : null;

function hasRole(actor: Actor, organization: OrganizationObject, allowed: readonly Role[]): boolean {
  const role = roleIn(actor, organization);
  return role !== null && allowed.includes(role);
}

const hasStaffRole = (actor: Actor): boolean => actor.type === 'person' && actor.staff !== null;
const isAdministrator = (actor: Actor): boolean => actor.type === 'person' && actor.staff === 'administrator';
const looksAfter = (actor: Actor, organization: OrganizationObject): boolean =>
  !organization.staffed && hasStaffRole(actor);
