import { findTransition } from '@bugheist/bug/transitions';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { type Actor, personId } from '../permission/actor.ts';
import type { ReportObject } from '../permission/object.ts';
import { actingAs } from './acting-as.ts';
import { applyTransition } from './apply-transition.ts';
import { type LoadedBug, lockBug } from './load-bug.ts';
import { mentionsIn } from './mentions.ts';
import { type BugHappening, recordEvent } from './record-event.ts';
import type { WrittenText } from './sighting.ts';
import { touchBug } from './store/bugs.ts';
import { insertComment, insertNote } from './store/conversation.ts';
import { addWatchers, peopleNamed, watchersOf } from './store/events.ts';
import { headOf } from './store/merges.ts';
import { listenersWhoMay } from './who-may-hear.ts';

/**
 * Says something in a report's conversation and returns the comment's id. A reporter's word answers an open question
 * of the bug. The caller has checked `report.comment`.
 */
export async function addComment(
  tx: Tx,
  written: { report: ReportObject; bugId: string; actor: Actor; text: WrittenText },
  now: Date,
): Promise<string> {
  const bug = await lockBug(tx, written.bugId);
  const { report, actor, text } = written;
  const role = roleInConversation(actor, bug, report);
  const id = await say(tx, bug, { report: report.id, role, actor, text }, now);
  const answer = role === 'reporter' ? findTransition(bug.state, 'answer') : null;
  if (answer) await applyTransition(tx, { bug, transition: answer, actor }, now);
  return id;
}

/** Writes an internal note and returns its id. The caller has checked `bug.note`. */
export async function addNote(
  tx: Tx,
  written: { bugId: string; authorId: string; actor: Actor; text: WrittenText },
  now: Date,
): Promise<string> {
  const bug = await lockBug(tx, written.bugId);
  const { actor, authorId, text } = written;
  const id = newId(now);
  await insertNote(tx, { id, bugId: bug.id, authorId, ...columns(text), createdAt: now });
  await addWatchers(tx, bug.id, [authorId], now);
  await touchBug(tx, bug.id, now);
  const event = { bug, type: 'noted', actor, audience: 'members', content: { note: id } } as const;
  const mentions = await followMentioned(tx, event, text, now);
  await recordEvent(tx, { ...event, tells: [], mentions }, now);
  return id;
}

/** Puts a question to everybody who reported the bug. */
export async function askReporters(
  tx: Tx,
  bug: LoadedBug,
  text: WrittenText,
  actor: Actor,
  now: Date,
): Promise<void> {
  const kind = actingAs(actor, bug.object);
  const role = kind === 'staff' ? 'staff' : 'member';
  for (const report of bug.reportIds) await say(tx, bug, { report, role, actor, text }, now);
}

interface Saying {
  report: string;
  role: 'reporter' | 'member' | 'staff';
  actor: Actor;
  text: WrittenText;
}

async function say(
  tx: Tx,
  bug: LoadedBug,
  { report, role, actor, text }: Saying,
  now: Date,
): Promise<string> {
  const id = newId(now);
  const authorId = personId(actor);
  const row = { id, reportId: report, authorId, authorRole: role, createdAt: now };
  await insertComment(tx, { ...row, ...columns(text) });
  if (authorId !== null) await addWatchers(tx, bug.id, [authorId], now);
  await touchBug(tx, bug.id, now);
  const content = { comment: id, report };
  const event = { bug, type: 'commented', actor, actorKind: role, audience: 'reporter', content } as const;
  const mentions = await followMentioned(tx, event, text, now);
  await recordEvent(tx, { ...event, tells: await followersOfParent(tx, bug), mentions }, now);
  return id;
}

/** Who works on the parent answers the reporters of its duplicates. */
async function followersOfParent(tx: Tx, bug: LoadedBug): Promise<string[]> {
  if (bug.duplicateOf === null) return [];
  return (await watchersOf(tx, await headOf(tx, bug.id))).map(({ id }) => id);
}

/** Whoever is named by @handle and may read it follows the bug from now on. Returns who they are. */
async function followMentioned(
  tx: Tx,
  { bug, type, actor, audience }: Omit<BugHappening, 'tells'>,
  text: WrittenText,
  now: Date,
): Promise<string[]> {
  const named = await peopleNamed(tx, bug.id, mentionsIn(text.markdown));
  const may = listenersWhoMay(named, { bug, type, actorId: personId(actor), audience });
  const mentioned = may.map(({ id }) => id);
  await addWatchers(tx, bug.id, mentioned, now);
  return mentioned;
}

function roleInConversation(actor: Actor, bug: LoadedBug, report: ReportObject): Saying['role'] {
  const isReporter = actor.type === 'claim' || (actor.type === 'person' && actor.id === report.reporterId);
  const kind = isReporter ? 'reporter' : actingAs(actor, bug.object);
  return kind === 'system' ? 'staff' : kind;
}

const columns = ({ markdown, html, rendererVersion }: WrittenText) => ({
  bodyMarkdown: markdown,
  bodyHtml: html,
  rendererVersion,
});
