import type { Kind } from '@bugheist/bug/kind';
import type { State } from '@bugheist/bug/state';
import { and, asc, desc, eq, gt, isNotNull, isNull, lte, ne, sql } from 'drizzle-orm';
import { bug, bugEvent, report } from '../db/tables/bugs.ts';
import { appeal, hold } from '../db/tables/operation.ts';
import { organization } from '../db/tables/organizations.ts';
import { person } from '../db/tables/people.ts';
import type { Tx } from '../db/transaction.ts';
import { trustStoredHtml } from '../markdown/safe-html.ts';

const number = sql<string>`${organization.key} || '-' || ${bug.number}`;

/** Holds nobody has decided, the longest waiting first, with what was reported. */
export async function openHolds(tx: Tx, { after, limit }: { after: string | null; limit: number }) {
  return tx
    .select({
      id: hold.id,
      number,
      title: bug.title,
      kind: sql<Kind>`${bug.kind}`,
      location: bug.location,
      organizationName: organization.name,
      reason: hold.reason,
      score: hold.score,
      signals: hold.signals,
      heldAt: hold.heldAt,
      bodyHtml: sql`coalesce(${report.bodyHtml}, '')`.mapWith(trustStoredHtml),
      stepsHtml: sql`coalesce(${report.stepsHtml}, '')`.mapWith(trustStoredHtml),
      impactHtml: sql`coalesce(${report.impactHtml}, '')`.mapWith(trustStoredHtml),
      reporterId: report.reporterId,
      reporterHandle: person.handle,
      reporterName: person.displayName,
      reporterBlocked: sql<boolean>`${person.blockedAt} is not null`,
    })
    .from(hold)
    .innerJoin(bug, eq(bug.id, hold.bugId))
    .innerJoin(organization, eq(organization.id, bug.organizationId))
    .leftJoin(report, eq(report.bugId, bug.id))
    .leftJoin(person, eq(person.id, report.reporterId))
    .where(and(isNull(hold.outcome), after === null ? undefined : gt(hold.id, after)))
    .orderBy(asc(hold.id))
    .limit(limit);
}
export type HeldBug = Awaited<ReturnType<typeof openHolds>>[number];

/** Nobody else decides it until the transaction ends. */
export async function lockHold(tx: Tx, id: string) {
  const [row] = await tx
    .select({ id: hold.id, bugId: hold.bugId, outcome: hold.outcome })
    .from(hold)
    .where(eq(hold.id, id))
    .for('update');
  return row ?? null;
}

export async function settleHold(
  tx: Tx,
  id: string,
  decision: {
    outcome: 'released' | 'spam';
    decidedBy: string;
    decidedAt: Date;
    decisionReason: string | null;
  },
): Promise<void> {
  await tx.update(hold).set(decision).where(eq(hold.id, id));
}

/** Appeals nobody has answered, the longest waiting first, with the decision each is about. */
export async function openAppeals(tx: Tx, { after, limit }: { after: string | null; limit: number }) {
  const decision = sql`(select e.content ->> 'reason' from bug_event e where e.bug_id = ${bug.id}
    and e.type = 'transition' and e.at <= ${appeal.createdAt} order by e.id desc limit 1)`;
  const decider = sql`(select e.actor_id from bug_event e where e.bug_id = ${bug.id}
    and e.type = 'transition' and e.at <= ${appeal.createdAt} order by e.id desc limit 1)`;
  return tx
    .select({
      id: appeal.id,
      bugId: bug.id,
      number,
      state: sql<State>`${bug.state}`,
      organizationName: organization.name,
      body: appeal.body,
      createdAt: appeal.createdAt,
      personId: appeal.personId,
      personHandle: person.handle,
      personName: person.displayName,
      decisionReason: sql<string | null>`${decision}`,
      deciderId: sql<string | null>`${decider}`,
    })
    .from(appeal)
    .innerJoin(bug, eq(bug.id, appeal.bugId))
    .innerJoin(organization, eq(organization.id, bug.organizationId))
    .leftJoin(person, eq(person.id, appeal.personId))
    .where(and(isNull(appeal.outcome), after === null ? undefined : gt(appeal.id, after)))
    .orderBy(asc(appeal.id))
    .limit(limit);
}
export type OpenAppeal = Awaited<ReturnType<typeof openAppeals>>[number];

export async function lockAppeal(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      id: appeal.id,
      bugId: appeal.bugId,
      personId: appeal.personId,
      outcome: appeal.outcome,
      createdAt: appeal.createdAt,
    })
    .from(appeal)
    .where(eq(appeal.id, id))
    .for('update');
  return row ?? null;
}

export async function settleAppeal(
  tx: Tx,
  id: string,
  decision: { outcome: 'upheld' | 'rejected'; answer: string; decidedBy: string; decidedAt: Date },
): Promise<void> {
  await tx.update(appeal).set(decision).where(eq(appeal.id, id));
}

/** The last change of a bug's state until then, which is what an appeal of that moment is about. */
export async function decisionBefore(tx: Tx, bugId: string, at: Date) {
  const [row] = await tx
    .select({ actorId: bugEvent.actorId })
    .from(bugEvent)
    .where(and(eq(bugEvent.bugId, bugId), eq(bugEvent.type, 'transition'), lte(bugEvent.at, at)))
    .orderBy(desc(bugEvent.id))
    .limit(1);
  return row ?? null;
}

/** Whether staff other than these people could decide. */
export async function hasOtherModerator(tx: Tx, except: readonly (string | null)[]): Promise<boolean> {
  const others = except.flatMap((id) => (id === null ? [] : [ne(person.id, id)]));
  const rows = await tx
    .select({ id: person.id })
    .from(person)
    .where(and(isNotNull(person.staff), isNull(person.deletedAt), isNull(person.blockedAt), ...others))
    .limit(1);
  return rows.length > 0;
}

/** How many of each wait. */
export async function countWaiting(tx: Tx): Promise<{ holds: number; appeals: number }> {
  const [holds] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(hold)
    .where(isNull(hold.outcome));
  const [appeals] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(appeal)
    .where(isNull(appeal.outcome));
  return { holds: holds?.count ?? 0, appeals: appeals?.count ?? 0 };
}
