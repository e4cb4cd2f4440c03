import { isOpen } from '@bugheist/bug/state';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { type Actor, personId } from '../permission/actor.ts';
import { can } from '../permission/can.ts';
import { Refusal } from '../refusal.ts';
import { bugWords } from '../words/bug.ts';
import { type LoadedBug, lockBug } from './load-bug.ts';
import { recordEvent } from './record-event.ts';
import type { WrittenText } from './sighting.ts';
import { type BugChange, changeBug } from './store/bugs.ts';
import { endRequest, hasReporter, insertRequest, openRequest, type RequestRow } from './store/disclosure.ts';

/** Who has a say in whether a bug becomes public. */
export type Side = 'reporter' | 'organization';

export interface Publication {
  /** Limited: title, severity, dates and the summary; full: the reports too. */
  level: 'limited' | 'full';
  /** Written for the public; empty where full disclosure needs none. */
  summary: WrittenText;
}

/**
 * Shows a bug to everybody, or asks the other side to agree: a security bug needs both, where there are two. A
 * security bug must be closed before it is shown. Throws `forbidden` for somebody on neither side.
 */
export async function publishBug(
  tx: Tx,
  { bugId, publication, actor }: { bugId: string; publication: Publication; actor: Actor },
  now: Date,
): Promise<'published' | 'requested'> {
  const bug = await lockBug(tx, bugId);
  const sides = requireSide(actor, bug);
  const { level, summary } = publication;
  if (bug.disclosure === level || bug.disclosure === 'full')
    throw new Refusal('conflict', `${bug.name} is public already.`);
  if (level === 'limited' && summary.markdown.trim() === '') {
    const message = bugWords.summaryMissing;
    throw new Refusal('invalid', message, { fields: [{ path: 'summary', message }] });
  }
  if (await openRequest(tx, bug.id))
    throw new Refusal('conflict', `Somebody asked already to publish ${bug.name}: answer that first.`);
  const alone = bug.kind !== 'security' || sides.length === 2 || !(await hasReporter(tx, bug.id));
  if (alone) requireClosed(bug);
  const side = sides[0];
  await insertRequest(tx, {
    id: newId(now),
    bugId: bug.id,
    side,
    level,
    summaryMarkdown: summary.markdown,
    summaryHtml: summary.html,
    rendererVersion: summary.rendererVersion,
    requestedBy: personId(actor),
    requestedAt: now,
    ...(alone ? { outcome: 'published', endedAt: now } : {}),
  });
  if (alone) {
    await show(tx, bug, level, actor, now);
    return 'published';
  }
  if (bug.disclosure === 'private') await changeBug(tx, bug.id, { disclosure: 'requested' }, now);
  await tell(tx, bug, { type: 'disclosure-requested', content: { level, side } }, actor, now);
  return 'requested';
}

/** The other side's yes: what was asked for happens. Throws `conflict` when nobody asks the actor (any more). */
export async function agreeToPublication(tx: Tx, bugId: string, actor: Actor, now: Date): Promise<void> {
  const bug = await lockBug(tx, bugId);
  const request = await requireRequest(tx, bug);
  if (!requireSide(actor, bug).includes(otherSide(request)))
    throw new Refusal('conflict', bugWords.otherSideAgrees);
  requireClosed(bug);
  await endRequest(tx, request.id, 'published', now);
  await show(tx, bug, request.level, actor, now);
}

/** Ends a request without publication: taken back by who asked, or declined by the other side with a reason. */
export async function refusePublication(
  tx: Tx,
  { bugId, actor, reason }: { bugId: string; actor: Actor; reason: string },
  now: Date,
): Promise<'declined' | 'withdrawn'> {
  const bug = await lockBug(tx, bugId);
  const request = await requireRequest(tx, bug);
  const outcome = requireSide(actor, bug).includes(request.side) ? 'withdrawn' : 'declined';
  if (outcome === 'declined' && reason.trim() === '') {
    const message = bugWords.declineReasonMissing;
    throw new Refusal('invalid', message, { fields: [{ path: 'reason', message }] });
  }
  await endRequest(tx, request.id, outcome, now);
  if (bug.disclosure === 'requested') await changeBug(tx, bug.id, { disclosure: 'private' }, now);
  const content = outcome === 'declined' ? { reason: reason.trim() } : {};
  await tell(tx, bug, { type: `disclosure-${outcome}`, content }, actor, now);
  return outcome;
}

/** Takes it back. What somebody has read meanwhile, they have read. Throws `forbidden` for somebody on neither side. */
export async function unpublishBug(tx: Tx, bugId: string, actor: Actor, now: Date): Promise<void> {
  const bug = await lockBug(tx, bugId);
  requireSide(actor, bug);
  if (!isPublic(bug)) throw new Refusal('conflict', `${bug.name} is not public.`);
  const request = await openRequest(tx, bug.id);
  const disclosure = request ? 'requested' : 'private';
  await changeBug(tx, bug.id, { ...hidden, disclosure }, now);
  await tell(tx, bug, { type: 'unpublished', content: {} }, actor, now);
}

export const isPublic = ({ disclosure }: Pick<LoadedBug, 'disclosure'>): boolean =>
  disclosure === 'limited' || disclosure === 'full';

/** On which sides somebody stands: a member who reported the bug stands on both, a stranger on none. */
export function sidesOf(actor: Actor, bug: LoadedBug): Side[] {
  const reports = bug.reports.some(({ id, reporterId }) =>
    can(actor, 'report.publish', { type: 'report', id, reporterId, bug: bug.object }),
  );
  const sides: Side[] = can(actor, 'bug.publish', bug.object) ? ['organization'] : [];
  return reports ? [...sides, 'reporter'] : sides;
}

function requireSide(actor: Actor, bug: LoadedBug): [Side, ...Side[]] {
  const [side, ...others] = sidesOf(actor, bug);
  if (side === undefined)
    throw new Refusal(
      'forbidden',
      `Neither is ${bug.name} your report, nor do you publish for its organization.`,
    );
  return [side, ...others];
}

const otherSide = ({ side }: RequestRow): Side => (side === 'reporter' ? 'organization' : 'reporter');

async function requireRequest(tx: Tx, bug: LoadedBug): Promise<RequestRow> {
  const request = await openRequest(tx, bug.id);
  if (!request) throw new Refusal('conflict', `Nobody asks to publish ${bug.name} (any more).`);
  return request;
}

function requireClosed(bug: LoadedBug): void {
  if (bug.kind === 'security' && isOpen(bug.state))
    throw new Refusal(
      'conflict',
      `${bug.name} is a security bug and still open. Close it first; then it can be published.`,
    );
}

async function show(
  tx: Tx,
  bug: LoadedBug,
  level: Publication['level'],
  actor: Actor,
  now: Date,
): Promise<void> {
  const since = isPublic(bug) ? {} : { publishedAt: now, publishedBy: personId(actor) };
  await changeBug(tx, bug.id, { disclosure: level, ...since }, now);
  await tell(tx, bug, { type: 'published', content: { level } }, actor, now);
}

/** What a bug that is not public (any more) has in these columns. */
const hidden = { disclosure: 'private', publishedAt: null, publishedBy: null } as const satisfies BugChange;

type Told = 'published' | 'unpublished' | `disclosure-${'requested' | 'declined' | 'withdrawn'}`;

async function tell(
  tx: Tx,
  bug: LoadedBug,
  { type, content }: { type: Told; content: Record<string, unknown> },
  actor: Actor,
  now: Date,
): Promise<void> {
  await recordEvent(tx, { bug, type, actor, audience: 'reporter', content, tells: [] }, now);
  await recordAudit(
    tx,
    { actor, action: auditActions[type], objectType: 'bug', objectId: bug.name, content },
    now,
  );
}

const auditActions: Record<Told, string> = {
  published: 'bug.publish',
  unpublished: 'bug.unpublish',
  'disclosure-requested': 'bug.request-disclosure',
  'disclosure-declined': 'bug.decline-disclosure',
  'disclosure-withdrawn': 'bug.withdraw-disclosure',
};
