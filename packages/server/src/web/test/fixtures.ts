import type { Kind } from '@bugheist/bug/kind';
import { eq } from 'drizzle-orm';
import { hashToken } from '../../account/secret-token.ts';
import { attachment, draft, savedView } from '../../db/tables/bugs.ts';
import { appeal } from '../../db/tables/operation.ts';
import { asset, invitation, label, replyTemplate } from '../../db/tables/organizations.ts';
import { person } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';
import { newId } from '../../id.ts';
import { makeGuardFixtures } from '../../machine/test/guard-fixtures.ts';
import { renderMarkdown } from '../../markdown/render.ts';
import { anonymous, type PersonActor } from '../../permission/actor.ts';
import { addComment, addNote } from '../../queue/conversation.ts';
import { type Filed, fileSighting } from '../../queue/file-sighting.ts';
import { loadReport } from '../../queue/load-report.ts';
import { urls } from '../../urls.ts';
import { openSession, type World } from './world.ts';

/** A little of everything, so that every address of the product has something behind it. */
export interface Fixtures {
  /** A private security bug of Acme that Rita reported, with a conversation and a note. */
  bug: { id: string; number: string; reportId: string };
  /** The same for a bug held for moderation. */
  held: { id: string; number: string; reportId: string; holdId: string };
  attachmentId: string;
  /** Rita's in the conversation, and Tom's about the same bug. */
  commentId: string;
  noteId: string;
  labelId: string;
  templateId: string;
  assetId: string;
  invitationId: string;
  savedViewId: string;
  draftId: string;
  appealId: string;
  /** A guard of Acme whose decisions, incidents and figures are about 192.0.2.66, as are those of this server's own. */
  guardId: string;
  decisionId: string;
}

const text = (markdown: string) => ({ markdown, ...renderMarkdown(markdown) });

export function personActor(world: World, handle: string): PersonActor {
  return {
    type: 'person',
    id: world.person(handle),
    staff: null,
    roles: new Map(),
    blocked: false,
    scopes: null,
  };
}

/** Files a report as somebody would through the form. */
export function fileReport(
  tx: Tx,
  world: World,
  given: { reporter: string | null; organization?: string; title: string; kind?: Kind; hold?: boolean },
  now: Date,
): Promise<Filed> {
  const body = text(`About ${given.title}.`);
  return fileSighting(
    tx,
    {
      type: 'report',
      organizationId: world.organization(given.organization ?? 'acme'),
      assetId: null,
      kind: given.kind ?? 'security',
      title: given.title,
      location: 'https://acme.test/reset',
      rating: { severity: 'high', cvssVector: null, cvssScore: null },
      weakness: 640,
      fingerprints: [],
      actor: given.reporter === null ? anonymous : personActor(world, given.reporter),
      reporterId: given.reporter === null ? null : world.person(given.reporter),
      claimHash: null,
      creditPublic: true,
      body,
      steps: text('One, two.'),
      impact: text('Anybody signs in.'),
      rendererVersion: body.rendererVersion,
      httpExchange: '',
      hold: given.hold ? { reason: 'Looks like spam', score: 70, signals: ['many links'] } : null,
    },
    now,
  );
}

/** Of an invitation of Acme's that nobody has accepted. */
export const invitationToken = 'an-invitation-that-only-the-tests-know';

export async function makeFixtures(tx: Tx, world: World, now: Date): Promise<Fixtures> {
  const organizationId = world.organization('acme');
  const bug = await fileReport(tx, world, { reporter: 'rita', title: 'Reset link works twice' }, now);
  const held = await fileReport(tx, world, { reporter: 'rita', title: 'Buy followers now', hold: true }, now);
  const reportId = bug.reportId ?? '';
  const report = await loadReport(tx, reportId);
  const rita = personActor(world, 'rita');
  if (!report) throw new Error('Expected the report that was filed a moment ago.');
  const said = { report: report.object, bugId: bug.bugId, actor: rita, text: text('More soon, @tom.') };
  const commentId = await addComment(tx, said, now);
  const tom: PersonActor = { ...personActor(world, 'tom'), roles: new Map([[organizationId, 'triager']]) };
  const noted = { bugId: bug.bugId, authorId: tom.id, actor: tom, text: text('Looks real to me.') };
  const noteId = await addNote(tx, noted, now);
  const ids = Object.fromEntries(
    ['attachment', 'label', 'template', 'asset', 'invitation', 'savedView', 'draft', 'appeal'].map((name) => [
      name,
      newId(now),
    ]),
  );
  const id = (name: string) => ids[name] ?? '';
  await tx.insert(attachment).values({
    id: id('attachment'),
    reportId,
    uploaderId: world.person('rita'),
    fileName: 'proof.txt',
    mediaType: 'text/plain',
    isImage: false,
    bytes: 5,
    sha256: new Uint8Array(32),
    createdAt: now,
  });
  await tx.insert(label).values({ id: id('label'), organizationId, name: 'login', createdAt: now });
  await tx.insert(replyTemplate).values({
    id: id('template'),
    organizationId,
    name: 'Thanks',
    bodyMarkdown: 'Thank you.',
    createdAt: now,
    updatedAt: now,
  });
  await tx.insert(asset).values({
    id: id('asset'),
    organizationId,
    type: 'hardware-device',
    identifier: 'lock-9',
    name: 'Lock 9',
    createdAt: now,
  });
  await tx.insert(invitation).values({
    id: id('invitation'),
    organizationId,
    role: 'developer',
    tokenHash: hashToken(invitationToken),
    note: 'Nora, firmware',
    createdBy: world.person('olga'),
    createdAt: now,
    expiresAt: new Date(now.getTime() + 7 * 24 * 3_600_000),
  });
  await tx.insert(savedView).values({
    id: id('savedView'),
    personId: world.person('tom'),
    name: 'High',
    query: 'severity=high',
    createdAt: now,
  });
  await tx.insert(draft).values({
    id: id('draft'),
    personId: world.person('rita'),
    content: { title: 'Half' },
    createdAt: now,
    updatedAt: now,
  });
  await tx.insert(appeal).values({
    id: id('appeal'),
    bugId: held.bugId,
    personId: world.person('rita'),
    body: 'It is no spam.',
    createdAt: now,
  });
  await openSession(tx, world.person('rita'), now);
  await tx
    .update(person)
    .set({ bio: 'I find things.' })
    .where(eq(person.id, world.person('rita')));
  const { rows } = await tx.execute<{ id: string }>('select id from hold limit 1' as never);
  return {
    bug: { id: bug.bugId, number: bug.name, reportId },
    held: { id: held.bugId, number: held.name, reportId: held.reportId ?? '', holdId: rows[0]?.id ?? '' },
    attachmentId: id('attachment'),
    commentId,
    noteId,
    labelId: id('label'),
    templateId: id('template'),
    assetId: id('asset'),
    invitationId: id('invitation'),
    savedViewId: id('savedView'),
    draftId: id('draft'),
    appealId: id('appeal'),
    ...(await makeGuardFixtures(tx, world, now)),
  };
}

/** What a route's parameters mean in the fixtures: the path behind a pattern that something answers to. */
export function fixturePath(url: string, fixtures: Fixtures, world: World): string {
  const byPrefix: readonly [string, string][] = [
    ['/reports/', fixtures.bug.reportId],
    ['/report/files/', fixtures.attachmentId],
    ['/attachments/', fixtures.attachmentId],
    ['/queue/views/', fixtures.savedViewId],
    ['/organizations/:slug/guard/machines/', fixtures.guardId],
    ['/organizations/:slug/guard/decisions/', fixtures.decisionId],
    ['/admin/guard/decisions/', fixtures.decisionId],
    ['/organizations/:slug/members/', world.person('dan')],
    ['/organizations/:slug/assets/', fixtures.assetId],
    ['/organizations/:slug/invitations/', fixtures.invitationId],
    ['/organizations/:slug/labels/', fixtures.labelId],
    ['/organizations/:slug/templates/', fixtures.templateId],
    ['/moderation/appeals/', fixtures.appealId],
    ['/moderation/', fixtures.held.holdId],
    ['/admin/people/', world.person('sam')],
    ['/api/v1/organizations/:slug/assets/', fixtures.assetId],
    ['/api/v1/organizations/:slug/invitations/', fixtures.invitationId],
    ['/api/v1/organizations/:slug/labels/', fixtures.labelId],
    ['/api/v1/organizations/:slug/templates/', fixtures.templateId],
    ['/api/v1/moderation/appeals/', fixtures.appealId],
    ['/api/v1/moderation/holds/', fixtures.held.holdId],
    ['/api/v1/people/', world.person('sam')],
    ['/api/v1/views/', fixtures.savedViewId],
    ['/api/v1/comments/', fixtures.commentId],
    ['/api/v1/notes/', fixtures.noteId],
    ['/api/v1/reports/', fixtures.bug.reportId],
    ['/api/v1/attachments/', fixtures.attachmentId],
  ];
  const id =
    byPrefix.find(([prefix]) => url.startsWith(prefix))?.[1] ?? '00000000-0000-7000-8000-000000000000';
  return url
    .replace(':number', fixtures.bug.number)
    .replace(':slug', 'acme')
    .replace(':handle', url.startsWith(urls.apiOrganizationMembers) ? 'dan' : 'rita')
    .replace(':id', id)
    .replace(/:(token|file)/, 'unknown');
}
