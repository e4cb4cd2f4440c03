import { type Transition, transitionsFrom } from '@bugheist/bug/transitions';
import type { Tx } from '../db/transaction.ts';
import { listAssets } from '../organization/store/assets.ts';
import { listLabels, listTemplates } from '../organization/store/labels.ts';
import { type Actor, personId } from '../permission/actor.ts';
import { can } from '../permission/can.ts';
import { bugTimeline } from './bug-timeline.ts';
import { type LoadedBug, loadBugById } from './load-bug.ts';
import { isPublic, sidesOf } from './publish-bug.ts';
import { similarBugs } from './similar-bugs.ts';
import { attachmentsOf, duplicatesBrief, eventsOf, peopleAndAsset } from './store/bug-page.ts';
import { workersOf } from './store/choices.ts';
import { commentsOfReports, notesOf, sightingsUnder } from './store/conversation.ts';
import { lastPublished, openRequest } from './store/disclosure.ts';
import { isWatching } from './store/events.ts';
import { labelsOf } from './store/labels.ts';
import { mayTake } from './transition.ts';

export type BugInside = Awaited<ReturnType<typeof readInside>>;

/** All a member sees of a bug, and what they may do with it. The caller has checked `bug.read-internal`. */
export async function readInside(tx: Tx, bug: LoadedBug, actor: Actor) {
  const may = {
    watchGuard: can(actor, 'guard.watch', bug.object.organization),
    fix: can(actor, 'bug.fix', bug.object),
    triage: can(actor, 'bug.triage', bug.object),
    note: can(actor, 'bug.note', bug.object),
    follow: can(actor, 'bug.follow', bug.object),
  };
  const sightings = await sightingsUnder(tx, bug.id);
  const reports = sightings.flatMap(({ report }) => (report ? [report.id] : []));
  // A duplicate's evidence lies with its parent; the conversation with its reporter stays here.
  const conversations = [...new Set([...reports, ...bug.reportIds])];
  const comments = await commentsOfReports(tx, conversations);
  const notes = await notesOf(tx, bug.id);
  const events = await eventsOf(tx, bug.id, 'members');
  const { organizationId: at, object } = bug;
  const reader = personId(actor);
  return {
    ...(await peopleAndAsset(tx, bug.id)),
    may,
    steps: transitionsFrom(bug.state).filter((way) => offers(actor, way, bug)),
    sightings,
    conversations,
    timeline: bugTimeline({ sightings, comments, notes, events }),
    events,
    attachments: await attachmentsOf(tx, {
      reportIds: reports,
      commentIds: comments.map(({ id }) => id),
      noteIds: notes.map(({ id }) => id),
    }),
    labels: await labelsOf(tx, [bug.id]),
    allLabels: may.fix ? await listLabels(tx, at) : [],
    assets: may.triage ? await listAssets(tx, at) : [],
    workers: may.fix ? await workersOf(tx, [at], { withStaff: !object.organization.staffed }) : [],
    templates: may.note ? await listTemplates(tx, at) : [],
    parent: bug.duplicateOf === null ? null : await loadBugById(tx, bug.duplicateOf),
    duplicates: await duplicatesBrief(tx, bug.id),
    similar: await similarBugs(tx, actor, {
      organization: object.organization,
      title: bug.title,
      location: bug.location,
      except: bug.id,
    }),
    disclosure: await readDisclosure(tx, bug, actor),
    watching: reader !== null && (await isWatching(tx, bug.id, reader)),
  };
}

/** Whether the bug is public or somebody wants it to be, and what this actor has to say in it. */
export async function readDisclosure(tx: Tx, bug: LoadedBug, actor: Actor) {
  return {
    sides: sidesOf(actor, bug),
    request: await openRequest(tx, bug.id),
    published: isPublic(bug) ? await lastPublished(tx, bug.id) : null,
  };
}

/** Undoing a merge has its own button, and nobody can be asked about a bug that no person reported. */
const offers = (actor: Actor, way: Transition, bug: LoadedBug): boolean =>
  mayTake(actor, way, bug, null) &&
  bug.state !== 'duplicate' &&
  !(way.name === 'ask' && bug.reportIds.length === 0);
