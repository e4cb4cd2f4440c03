import { and, asc, desc, eq, gt, isNull, like, lt, or, sql } from 'drizzle-orm';
import { auditEntry, mail } from '../db/tables/operation.ts';
import { organization } from '../db/tables/organizations.ts';
import { person } from '../db/tables/people.ts';
import type { Tx } from '../db/transaction.ts';

interface PageOf {
  text: string;
  after: string | null;
  limit: number;
}

/** People by handle; `text` in handle or name. Never with an address. */
export function listPeople(tx: Tx, { text, after, limit }: PageOf) {
  const named = contains(text);
  return tx
    .select({
      id: person.id,
      handle: person.handle,
      displayName: person.displayName,
      staff: person.staff,
      blockedAt: person.blockedAt,
      createdAt: person.createdAt,
    })
    .from(person)
    .where(
      and(
        isNull(person.deletedAt),
        text === ''
          ? undefined
          : or(like(person.handle, named), sql`lower(${person.displayName}) like ${named}`),
        after === null ? undefined : gt(person.handle, after),
      ),
    )
    .orderBy(asc(person.handle))
    .limit(limit);
}
export type ListedPerson = Awaited<ReturnType<typeof listPeople>>[number];

/** Null for nobody, and for deleted accounts, of which nothing is left to look after. */
export async function personForAdmin(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      id: person.id,
      handle: person.handle,
      displayName: person.displayName,
      staff: person.staff,
      blockedAt: person.blockedAt,
      blockedReason: person.blockedReason,
      createdAt: person.createdAt,
      reports: sql<number>`(select count(*)::int from report r where r.reporter_id = person.id)`,
    })
    .from(person)
    .where(and(eq(person.id, id), isNull(person.deletedAt)));
  return row ?? null;
}
export type AdminPerson = NonNullable<Awaited<ReturnType<typeof personForAdmin>>>;

/** Personal data: every call stands in the audit log. */
export async function addressOf(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.select({ email: person.email }).from(person).where(eq(person.id, id));
  return row?.email ?? null;
}

/** Every organization by slug, those that strangers may not know of among them. */
export function listAllOrganizations(tx: Tx, { text, after, limit }: PageOf) {
  const named = contains(text);
  return tx
    .select({
      id: organization.id,
      slug: organization.slug,
      key: organization.key,
      name: organization.name,
      domain: organization.domain,
      staffedAt: organization.staffedAt,
      createdAt: organization.createdAt,
      openBugs: sql<number>`(select count(*)::int from bug b where b.organization_id = organization.id and b.is_open and b.held_at is null)`,
    })
    .from(organization)
    .where(
      and(
        text === ''
          ? undefined
          : or(sql`lower(${organization.name}) like ${named}`, sql`${organization.domain} like ${named}`),
        after === null ? undefined : gt(organization.slug, after),
      ),
    )
    .orderBy(asc(organization.slug))
    .limit(limit);
}
export type AnyOrganization = Awaited<ReturnType<typeof listAllOrganizations>>[number];

/** The local outbox, the newest first, without addresses and bodies. */
export function listOutbox(tx: Tx, { before, limit }: { before: string | null; limit: number }) {
  return tx
    .select({ id: mail.id, subject: mail.subject, handle: person.handle, createdAt: mail.createdAt })
    .from(mail)
    .leftJoin(person, eq(person.id, mail.personId))
    .where(and(isNull(mail.sentAt), before === null ? undefined : lt(mail.id, before)))
    .orderBy(desc(mail.id))
    .limit(limit);
}
export type OutboxRow = Awaited<ReturnType<typeof listOutbox>>[number];

/** Personal data: every call stands in the audit log. Null when there is none that waits. */
export async function outboxMail(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      id: mail.id,
      recipient: mail.recipient,
      subject: mail.subject,
      textBody: mail.textBody,
      createdAt: mail.createdAt,
    })
    .from(mail)
    .where(and(eq(mail.id, id), isNull(mail.sentAt)));
  return row ?? null;
}
export type OutboxMail = NonNullable<Awaited<ReturnType<typeof outboxMail>>>;

/** The audit log, the newest first. */
export function listAudit(tx: Tx, { before, limit }: { before: string | null; limit: number }) {
  return tx
    .select({
      id: auditEntry.id,
      at: auditEntry.at,
      actorKind: auditEntry.actorKind,
      actorHandle: person.handle,
      action: auditEntry.action,
      objectType: auditEntry.objectType,
      objectId: auditEntry.objectId,
      content: auditEntry.content,
      position: auditEntry.position,
    })
    .from(auditEntry)
    .leftJoin(person, eq(person.id, auditEntry.actorId))
    .where(before === null ? undefined : lt(auditEntry.id, before))
    .orderBy(desc(auditEntry.id))
    .limit(limit);
}
export type AuditRow = Awaited<ReturnType<typeof listAudit>>[number];

const contains = (text: string) => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
