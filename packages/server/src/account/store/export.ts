import { asc, eq, or, sql } from 'drizzle-orm';
import {
  attachment,
  bug,
  bugEvent,
  comment,
  draft,
  note,
  notification,
  report,
  reportRevision,
  savedView,
  watcher,
} from '../../db/tables/bugs.ts';
import { appeal, auditEntry, hold, mail } from '../../db/tables/operation.ts';
import { invitation, membership, organization } from '../../db/tables/organizations.ts';
import { apiToken, passkey, person, recoveryCode, session, totp } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';

const bugNumber = sql<string>`${organization.key} || '-' || ${bug.number}`;

/** Everything kept about a person, by kind. Secrets are left out: they would make the file a key. */
export async function everythingOf(tx: Tx, personId: string) {
  return {
    person: await personRow(tx, personId),
    memberships: await tx
      .select({ organization: organization.name, role: membership.role, since: membership.createdAt })
      .from(membership)
      .innerJoin(organization, eq(organization.id, membership.organizationId))
      .where(eq(membership.personId, personId)),
    ...(await waysIn(tx, personId)),
    ...(await writings(tx, personId)),
    ...(await traces(tx, personId)),
  };
}

async function personRow(tx: Tx, personId: string) {
  const [row] = await tx
    .select({
      id: person.id,
      handle: person.handle,
      displayName: person.displayName,
      email: person.email,
      staff: person.staff,
      bio: person.bio,
      profilePublic: person.profilePublic,
      locale: person.locale,
      timeZone: person.timeZone,
      theme: person.theme,
      notifyByMail: person.notifyByMail,
      blockedAt: person.blockedAt,
      blockedReason: person.blockedReason,
      passwordChangedAt: person.passwordChangedAt,
      createdAt: person.createdAt,
    })
    .from(person)
    .where(eq(person.id, personId));
  return row ?? null;
}

async function waysIn(tx: Tx, personId: string) {
  return {
    sessions: await tx
      .select({
        createdAt: session.createdAt,
        authenticatedAt: session.authenticatedAt,
        lastSeenAt: session.lastSeenAt,
        expiresAt: session.expiresAt,
        secondFactor: session.secondFactor,
        userAgent: session.userAgent,
        address: session.address,
      })
      .from(session)
      .where(eq(session.personId, personId))
      .orderBy(asc(session.id)),
    authenticatorApp: await tx
      .select({ confirmedAt: totp.confirmedAt, createdAt: totp.createdAt })
      .from(totp)
      .where(eq(totp.personId, personId)),
    recoveryCodes: await tx
      .select({ usedAt: recoveryCode.usedAt })
      .from(recoveryCode)
      .where(eq(recoveryCode.personId, personId)),
    passkeys: await tx
      .select({ name: passkey.name, createdAt: passkey.createdAt, lastUsedAt: passkey.lastUsedAt })
      .from(passkey)
      .where(eq(passkey.personId, personId)),
    apiTokens: await tx
      .select({
        name: apiToken.name,
        prefix: apiToken.prefix,
        scopes: apiToken.scopes,
        createdAt: apiToken.createdAt,
        expiresAt: apiToken.expiresAt,
        lastUsedAt: apiToken.lastUsedAt,
        revokedAt: apiToken.revokedAt,
      })
      .from(apiToken)
      .where(eq(apiToken.personId, personId)),
  };
}

async function writings(tx: Tx, personId: string) {
  return {
    reports: await tx
      .select({
        id: report.id,
        bug: bugNumber,
        title: report.title,
        kind: bug.kind,
        state: bug.state,
        severity: bug.severity,
        location: report.location,
        body: report.bodyMarkdown,
        steps: report.stepsMarkdown,
        impact: report.impactMarkdown,
        httpExchange: report.httpExchange,
        cvssVector: report.cvssVector,
        weakness: report.weakness,
        creditPublic: report.creditPublic,
        createdAt: report.createdAt,
        updatedAt: report.updatedAt,
        withdrawnAt: report.withdrawnAt,
      })
      .from(report)
      .innerJoin(bug, eq(bug.id, report.bugId))
      .innerJoin(organization, eq(organization.id, bug.organizationId))
      .where(eq(report.reporterId, personId))
      .orderBy(asc(report.id)),
    earlierVersions: await tx
      .select({
        report: reportRevision.reportId,
        version: reportRevision.version,
        content: reportRevision.content,
        writtenAt: reportRevision.writtenAt,
      })
      .from(reportRevision)
      .innerJoin(report, eq(report.id, reportRevision.reportId))
      .where(eq(report.reporterId, personId))
      .orderBy(asc(reportRevision.reportId), asc(reportRevision.version)),
    comments: await tx
      .select({ report: comment.reportId, body: comment.bodyMarkdown, createdAt: comment.createdAt })
      .from(comment)
      .where(eq(comment.authorId, personId))
      .orderBy(asc(comment.id)),
    internalNotes: await tx
      .select({ bug: bugNumber, body: note.bodyMarkdown, createdAt: note.createdAt })
      .from(note)
      .innerJoin(bug, eq(bug.id, note.bugId))
      .innerJoin(organization, eq(organization.id, bug.organizationId))
      .where(eq(note.authorId, personId))
      .orderBy(asc(note.id)),
    attachments: await tx
      .select({
        id: attachment.id,
        report: attachment.reportId,
        fileName: attachment.fileName,
        mediaType: attachment.mediaType,
        bytes: attachment.bytes,
        createdAt: attachment.createdAt,
      })
      .from(attachment)
      .where(eq(attachment.uploaderId, personId))
      .orderBy(asc(attachment.id)),
    drafts: await tx
      .select({ content: draft.content, createdAt: draft.createdAt, updatedAt: draft.updatedAt })
      .from(draft)
      .where(eq(draft.personId, personId)),
    appeals: await tx
      .select({
        body: appeal.body,
        createdAt: appeal.createdAt,
        outcome: appeal.outcome,
        answer: appeal.answer,
      })
      .from(appeal)
      .where(eq(appeal.personId, personId)),
  };
}

async function traces(tx: Tx, personId: string) {
  return {
    watching: await tx
      .select({ bug: bugNumber, since: watcher.createdAt })
      .from(watcher)
      .innerJoin(bug, eq(bug.id, watcher.bugId))
      .innerJoin(organization, eq(organization.id, bug.organizationId))
      .where(eq(watcher.personId, personId)),
    assigned: await tx
      .select({ bug: bugNumber, title: bug.title, state: bug.state })
      .from(bug)
      .innerJoin(organization, eq(organization.id, bug.organizationId))
      .where(eq(bug.assigneeId, personId))
      .orderBy(asc(bug.id)),
    invitationsMade: await tx
      .select({
        organization: organization.name,
        role: invitation.role,
        note: invitation.note,
        createdAt: invitation.createdAt,
        acceptedAt: invitation.acceptedAt,
      })
      .from(invitation)
      .innerJoin(organization, eq(organization.id, invitation.organizationId))
      .where(eq(invitation.createdBy, personId))
      .orderBy(asc(invitation.id)),
    decisions: {
      holds: await tx
        .select({ outcome: hold.outcome, reason: hold.decisionReason, decidedAt: hold.decidedAt })
        .from(hold)
        .where(eq(hold.decidedBy, personId)),
      appeals: await tx
        .select({ outcome: appeal.outcome, answer: appeal.answer, decidedAt: appeal.decidedAt })
        .from(appeal)
        .where(eq(appeal.decidedBy, personId)),
    },
    savedViews: await tx
      .select({ name: savedView.name, query: savedView.query, createdAt: savedView.createdAt })
      .from(savedView)
      .where(eq(savedView.personId, personId)),
    notifications: await tx
      .select({ type: notification.type, createdAt: notification.createdAt, readAt: notification.readAt })
      .from(notification)
      .where(eq(notification.personId, personId)),
    changes: await tx
      .select({ bug: bugNumber, type: bugEvent.type, at: bugEvent.at })
      .from(bugEvent)
      .innerJoin(bug, eq(bug.id, bugEvent.bugId))
      .innerJoin(organization, eq(organization.id, bug.organizationId))
      .where(eq(bugEvent.actorId, personId))
      .orderBy(asc(bugEvent.id)),
    letters: await tx
      .select({ subject: mail.subject, createdAt: mail.createdAt, sentAt: mail.sentAt })
      .from(mail)
      .where(eq(mail.personId, personId)),
    auditLog: await tx
      .select({ at: auditEntry.at, action: auditEntry.action, objectType: auditEntry.objectType })
      .from(auditEntry)
      .where(or(eq(auditEntry.actorId, personId), eq(auditEntry.objectId, personId)))
      .orderBy(asc(auditEntry.id)),
  };
}
