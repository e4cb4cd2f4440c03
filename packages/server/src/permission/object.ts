import type { Kind } from '@bugheist/bug/kind';
import type { Disclosure } from '@bugheist/bug/state';

/** What `can` needs to know of an organization. */
export interface OrganizationObject {
  type: 'organization';
  id: string;
  /** False while nobody of the organization is here: then the instance's staff looks after its bugs. */
  staffed: boolean;
}

/** What `can` needs to know of a bug. */
export interface BugObject {
  type: 'bug';
  organization: OrganizationObject;
  kind: Kind;
  disclosure: Disclosure;
  held: boolean;
  /**
   * People whose reports were filed under this very bug. The reporter of a merged duplicate stays with the duplicate:
   * the parent is another person's.
   */
  reporterIds: readonly string[];
  /** Those reports, for holders of claim phrases. */
  reportIds: readonly string[];
}

/** One report with its conversation; the bug is the one it stands under now. */
export interface ReportObject {
  type: 'report';
  id: string;
  reporterId: string | null;
  bug: BugObject;
}

export interface PersonObject {
  type: 'person';
  id: string;
  profilePublic: boolean;
}

export interface InstanceObject {
  type: 'instance';
}

export const instance: InstanceObject = { type: 'instance' };
