import { expect, test } from 'vitest';
import { type Actor, anonymous, type PersonActor, type Role, type StaffRole } from './actor.ts';
import { can } from './can.ts';
import type { BugObject, ReportObject } from './object.ts';

const acme = { type: 'organization', id: 'acme', staffed: true } as const;
const bug: BugObject = {
  type: 'bug',
  organization: acme,
  kind: 'security',
  disclosure: 'private',
  held: false,
  reporterIds: ['rita'],
  reportIds: ['report-1'],
};
const report: ReportObject = { type: 'report', id: 'report-1', reporterId: 'rita', bug };

const person = (id: string, given: { role?: Role; at?: string; staff?: StaffRole } = {}): PersonActor => ({
  type: 'person',
  id,
  staff: given.staff ?? null,
  roles: new Map(given.role ? [[given.at ?? 'acme', given.role]] : []),
  blocked: false,
  scopes: null,
});

const crowd: Record<string, Actor> = {
  anonymous,
  stranger: person('sam'),
  reporter: person('rita'),
  claim: { type: 'claim', reportId: 'report-1' },
  otherClaim: { type: 'claim', reportId: 'report-2' },
  otherOwner: person('otto', { role: 'owner', at: 'globex' }),
  owner: person('olga', { role: 'owner' }),
  manager: person('mia', { role: 'manager' }),
  triager: person('tom', { role: 'triager' }),
  developer: person('dan', { role: 'developer' }),
  viewer: person('vic', { role: 'viewer' }),
  moderator: person('mod', { staff: 'moderator' }),
  administrator: person('ada', { staff: 'administrator' }),
};
const whoMay = (test: (actor: Actor) => boolean) =>
  Object.keys(crowd).filter((name) => test(crowd[name] ?? anonymous));

test('a private bug is read by its reporters and its organization, not by the staff of the instance', () => {
  const readers = ['reporter', 'claim', 'owner', 'manager', 'triager', 'developer', 'viewer'];
  expect(whoMay((actor) => can(actor, 'bug.read', bug))).toEqual(readers);
});

test('a held bug is read by its reporter and by staff only', () => {
  const readers = ['reporter', 'claim', 'moderator', 'administrator'];
  expect(whoMay((actor) => can(actor, 'bug.read', { ...bug, held: true, disclosure: 'full' }))).toEqual(
    readers,
  );
});

test('the bug of an unstaffed organization is worked on by staff', () => {
  const unstaffed = { ...bug, organization: { ...acme, staffed: false } };
  expect(whoMay((actor) => can(actor, 'bug.triage', unstaffed) && !can(actor, 'bug.triage', bug))).toEqual([
    'moderator',
    'administrator',
  ]);
});

test('triage is for triagers and above, fixing for developers too', () => {
  expect(whoMay((actor) => can(actor, 'bug.triage', bug))).toEqual(['owner', 'manager', 'triager']);
  expect(whoMay((actor) => can(actor, 'bug.fix', bug))).toEqual(['owner', 'manager', 'triager', 'developer']);
});

test('the organization and the reporter each have their own say in publication, and nobody while it is held', () => {
  expect(can(person('rita'), 'bug.publish', bug)).toBe(false);
  const report = { type: 'report', id: 'r1', reporterId: 'rita', bug } as const;
  expect(can(person('rita'), 'report.publish', report)).toBe(true);
  expect(can(person('rita'), 'report.publish', { ...report, bug: { ...bug, held: true } })).toBe(false);
  expect(can(person('sam'), 'report.publish', report)).toBe(false);
});

test("a second reporter of the same bug does not read the first one's report", () => {
  const second = person('rob');
  const shared = { ...bug, reporterIds: ['rita', 'rob'] };
  expect(can(second, 'bug.read', shared)).toBe(true);
  expect(can(second, 'report.read', { ...report, bug: shared })).toBe(false);
});

test('a blocked person reads and appeals but no longer writes', () => {
  const blocked = { ...person('rita'), blocked: true };
  expect(can(blocked, 'report.read', report)).toBe(true);
  expect(can(blocked, 'report.comment', report)).toBe(false);
  expect(can(blocked, 'report.appeal', report)).toBe(true);
  expect(can(blocked, 'account.use', { type: 'instance' })).toBe(true);
});

test('a token does nothing outside its scopes', () => {
  const token = { ...person('tom', { role: 'triager' }), scopes: new Set(['read'] as const) };
  expect(can(token, 'bug.read', bug)).toBe(true);
  expect(can(token, 'bug.triage', bug)).toBe(false);
});
