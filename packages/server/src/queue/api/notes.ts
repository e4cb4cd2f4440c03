import { z } from 'zod';
import { attachAll } from '../../files/attach-uploads.ts';
import type { FileStore } from '../../files/file-store.ts';
import { isId } from '../../id.ts';
import { renderMarkdown } from '../../markdown/render.ts';
import { Refusal } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import { textField } from '../../web/parse.ts';
import { json } from '../../web/reply.ts';
import { requirePerson } from '../../web/require-person.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { reportWords } from '../../words/report.ts';
import { addNote } from '../conversation.ts';
import { loadBugById } from '../load-bug.ts';
import { attachmentsOf } from '../store/bug-page.ts';
import { noteById, notesOf } from '../store/conversation.ts';
import { aboutBug } from './about-bug.ts';
import { attachmentResource, attachmentSchema } from './attachment-resource.ts';
import { uploadBody, uploadedFile } from './upload.ts';

const tag = 'Bugs';

const noteSchema = z.object({
  id: z.uuid(),
  author: z.string().nullable(),
  html: z.string(),
  files: z.array(attachmentSchema),
  createdAt: z.iso.datetime(),
});

/** What the team says about a bug among itself. */
export const notesApi = (files: FileStore): readonly AnyRoute[] => [
  route({
    ...aboutBug,
    method: 'GET',
    url: urls.apiBugNotes,
    permission: 'bug.read-internal',
    async handle({ tx, loaded }) {
      const notes = await notesOf(tx, loaded.id);
      const noteIds = notes.map(({ id }) => id);
      const attached = await attachmentsOf(tx, { reportIds: [], commentIds: [], noteIds });
      return json({
        items: notes.map(({ id, authorHandle, bodyHtml, createdAt }) => ({
          id,
          author: authorHandle,
          html: bodyHtml,
          files: attached.filter(({ noteId }) => noteId === id).map(attachmentResource),
          createdAt: createdAt.toISOString(),
        })),
      });
    },
    api: {
      summary: 'The internal notes of a bug',
      description: 'The oldest first; at most two thousand. Reporters never see them.',
      tag,
      responses: { 200: { schema: z.object({ items: z.array(noteSchema) }), description: 'The notes.' } },
    },
  }),
  route({
    ...aboutBug,
    method: 'POST',
    url: urls.apiBugNotes,
    permission: 'bug.note',
    body: { type: 'json', schema: z.strictObject({ text: textField(60_000, 1) }) },
    async handle({ tx, actor, now, loaded, body }) {
      const text = { markdown: body.text, ...renderMarkdown(body.text) };
      const id = await addNote(tx, { bugId: loaded.id, authorId: requirePerson(actor).id, actor, text }, now);
      return json({ id }, 201);
    },
    api: {
      summary: 'Write an internal note',
      description: 'Markdown; @handle tells somebody.',
      tag,
      idempotent: true,
      responses: { 201: { schema: z.object({ id: z.uuid() }), description: 'Kept.' } },
      example: { text: 'Reproduced on staging. @dan?' },
    },
  }),
  route({
    method: 'POST',
    url: urls.apiNoteAttachments,
    actor: 'bearer',
    permission: 'bug.note',
    params: z.object({ id: z.string() }),
    rate: 'upload',
    body: uploadBody,
    async load({ tx, params: { id } }) {
      const note = isId(id) ? await noteById(tx, id) : null;
      const bug = note && (await loadBugById(tx, note.bugId));
      return note && bug && { authorId: note.authorId, bug };
    },
    object: ({ bug }) => bug.object,
    async handle({ tx, actor, now, params, loaded: { authorId }, files: uploads }) {
      const upload = uploadedFile(uploads);
      const { id } = requirePerson(actor);
      if (authorId !== id) throw new Refusal('forbidden', reportWords.errors.othersComment);
      const target = { owner: { noteId: params.id }, uploaderId: id };
      const kept = await attachAll(tx, files, [upload], target, now);
      return json(kept.map(attachmentResource)[0], 201);
    },
    api: {
      summary: 'Attach a file to your internal note',
      description: 'One file as multipart/form-data. Reporters never see it.',
      tag,
      idempotent: true,
      responses: { 201: { schema: attachmentSchema, description: 'Attached.' } },
    },
  }),
];
