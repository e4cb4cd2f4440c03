import { formatVector } from '@bugheist/bug/cvss/format';
import { type CvssVersion, cvssVersions } from '@bugheist/bug/cvss/metric';
import { vectorFromChoices } from '@bugheist/bug/cvss/parse';
import { kinds } from '@bugheist/bug/kind';
import { severities } from '@bugheist/bug/severity';
import { parseWeaknessId } from '@bugheist/bug/weakness';
import { z } from 'zod';
import { attachAll } from '../../files/attach-uploads.ts';
import type { FileStore } from '../../files/file-store.ts';
import { renderMarkdown } from '../../markdown/render.ts';
import { personId } from '../../permission/actor.ts';
import { can } from '../../permission/can.ts';
import { Refusal } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import { cvssChoicesIn } from '../../web/components/cvss-calculator.tsx';
import { listField, optional, textField } from '../../web/parse.ts';
import type { Tx } from '../../web/register.ts';
import type { AnyRoute } from '../../web/route.ts';
import { bugWords as words } from '../../words/bug.ts';
import { assignBug } from '../assign-bug.ts';
import { changeDetails } from '../change-details.ts';
import { addComment, addNote } from '../conversation.ts';
import { labelBug } from '../label-bug.ts';
import { loadReport } from '../load-report.ts';
import { rateBug } from '../rate-bug.ts';
import { readRating } from '../read-rating.ts';
import { personByHandle } from '../store/choices.ts';
import { addWatchers, removeWatcher } from '../store/events.ts';
import { headOf } from '../store/merges.ts';
import { transition } from '../transition.ts';
import { bugForm, opened } from './bug-form.tsx';
import { disclose, publicationForm } from './publication.ts';

/** Everything that can be done on a bug's page. */
export const bugActionRoutes = (store: FileStore): readonly AnyRoute[] => [
  bugForm({
    url: urls.bugTransition,
    permission: 'bug.fix',
    form: 'step',
    schema: z.object({
      ...opened,
      step: textField(40, 1),
      text: textField(10_000).default(''),
      parent: textField(30).default(''),
    }),
    done: () => 'step',
    run: ({ tx, now, actor }, bug, { version, step, text, parent }) =>
      transition(
        tx,
        {
          bugId: bug.id,
          name: step,
          actor,
          report: null,
          expectedVersion: version,
          reason: text,
          question: { markdown: text, ...renderMarkdown(text) },
          parent,
        },
        now,
      ),
  }),
  bugForm({
    url: urls.bugMergeUndo,
    permission: 'bug.triage',
    form: 'other',
    schema: z.object(opened),
    done: () => 'unmerged',
    run: ({ tx, now, actor }, bug, { version }) =>
      transition(
        tx,
        {
          bugId: bug.id,
          name: 'reopen',
          actor,
          report: null,
          expectedVersion: version,
          reason: words.undoMerge,
        },
        now,
      ),
  }),
  bugForm({
    url: urls.bugAssignment,
    permission: 'bug.fix',
    form: 'assignment',
    schema: z.object({ ...opened, assignee: z.string().max(40).default('') }),
    done: () => 'assigned',
    run: async ({ tx, now, actor }, bug, { version, assignee }) => {
      const assigneeId = assignee === '' ? null : ((await personByHandle(tx, assignee)) ?? nobody);
      await assignBug(tx, { bugId: bug.id, assigneeId, actor, expectedVersion: version }, now);
    },
  }),
  bugForm({
    url: urls.bugSeverity,
    permission: 'bug.triage',
    form: 'severity',
    schema: z
      .object({
        ...opened,
        vector: textField(500).default(''),
        cvssVersion: z.enum(cvssVersions).default('4.0'),
        severity: optional(z.enum(severities)),
        reason: textField(5000).default(''),
      })
      .catchall(z.string().max(200)),
    done: () => 'rated',
    run: ({ tx, now, actor }, bug, { version, vector, severity, reason, ...choices }) => {
      const chosen = vector === (bug.cvssVector ?? '') ? chosenVector(choices) : null;
      const rating = readRating(chosen ?? vector, severity, 'vector');
      return rateBug(tx, { bugId: bug.id, rating, reason, actor, expectedVersion: version }, now);
    },
  }),
  bugForm({
    url: urls.bugDetails,
    permission: 'bug.triage',
    form: 'details',
    schema: z.object({
      ...opened,
      title: textField(200, 1),
      kind: z.enum(kinds),
      asset: optional(z.uuid()),
      location: textField(2000).default(''),
      weakness: textField(12).default(''),
    }),
    done: () => 'changed',
    run: ({ tx, now, actor }, bug, { version, asset, weakness, title, kind, location }) => {
      const details = { title, kind, location, assetId: asset, weakness: weaknessOf(weakness) };
      return changeDetails(tx, { bugId: bug.id, details, actor, expectedVersion: version }, now);
    },
  }),
  bugForm({
    url: urls.bugLabels,
    permission: 'bug.fix',
    form: 'labels',
    schema: z.object({ known: listField(z.uuid()), label: listField(z.uuid()) }),
    done: () => 'labelled',
    run: async ({ tx, now, actor }, bug, { known, label }) => {
      // Only what the page showed is taken off: a label made meanwhile stays as somebody else put it.
      const remove = known.filter((id) => !label.includes(id));
      await labelBug(tx, { bugId: bug.id, add: label, remove, actor }, now);
    },
  }),
  bugForm({
    url: urls.bugComments,
    permission: 'bug.note',
    form: 'comment',
    schema: z.object({ report: z.uuid(words.badReport), text: textField(60_000, 1) }),
    takesFiles: true,
    done: () => 'said',
    run: async ({ tx, now, actor, files }, bug, { report: id, text }) => {
      const loaded = await loadReport(tx, id);
      const isHere = loaded && (loaded.bug.id === bug.id || (await headOf(tx, loaded.bug.id)) === bug.id);
      if (!isHere || !can(actor, 'report.comment', loaded.object))
        throw new Refusal('invalid', words.badReport, {
          fields: [{ path: 'report', message: words.badReport }],
        });
      const written = { report: loaded.object, bugId: loaded.bug.id, actor, text: rendered(text) };
      const commentId = await addComment(tx, written, now);
      await attachAll(tx, store, files, { owner: { commentId }, uploaderId: personId(actor) }, now);
    },
  }),
  bugForm({
    url: urls.bugNotes,
    permission: 'bug.note',
    form: 'note',
    schema: z.object({ text: textField(60_000, 1) }),
    takesFiles: true,
    done: () => 'noted',
    run: async ({ tx, now, actor, files }, bug, { text }) => {
      const authorId = personId(actor) ?? nobody;
      const written = { bugId: bug.id, authorId, actor, text: rendered(text) };
      const noteId = await addNote(tx, written, now);
      await attachAll(tx, store, files, { owner: { noteId }, uploaderId: authorId }, now);
    },
  }),
  bugForm({
    url: urls.bugWatch,
    permission: 'bug.follow',
    form: 'other',
    schema: z.object({ watch: z.enum(['yes', 'no']) }),
    done: ({ watch }) => (watch === 'yes' ? 'watching' : 'unwatched'),
    run: ({ tx, now, actor }, bug, { watch }) => follow(tx, bug.id, personId(actor) ?? nobody, watch, now),
  }),
  bugForm({
    url: urls.bugPublication,
    permission: 'bug.publish',
    form: 'publication',
    schema: publicationForm,
    run: ({ tx, now, actor }, bug, body) => disclose(tx, bug.id, body, actor, now),
    done: (_body, outcome) => outcome,
  }),
];

// Nobody has this id: the verb then says who may be chosen.
const nobody = '00000000-0000-0000-0000-000000000000';

const rendered = (markdown: string) => ({ markdown, ...renderMarkdown(markdown) });

const follow = (tx: Tx, bugId: string, person: string, watch: 'yes' | 'no', now: Date): Promise<void> =>
  watch === 'yes' ? addWatchers(tx, bugId, [person], now) : removeWatcher(tx, bugId, person);

/** What the calculator shows, when every metric it needs was chosen: it counts where no vector was pasted. */
function chosenVector({ cvssVersion, ...values }: Record<string, string> & { cvssVersion: CvssVersion }) {
  const parsed = vectorFromChoices(cvssVersion, cvssChoicesIn(values));
  return parsed.ok ? formatVector(parsed.vector) : null;
}

function weaknessOf(text: string): number | null {
  if (text === '') return null;
  const number = parseWeaknessId(text);
  if (number === null)
    throw new Refusal('invalid', words.badWeakness, {
      fields: [{ path: 'weakness', message: words.badWeakness }],
    });
  return number;
}
