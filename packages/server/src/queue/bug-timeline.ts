import type { EventRow } from './store/bug-page.ts';
import type { CommentRow, NoteRow, SightingRow } from './store/conversation.ts';

export type TimelineEntry = { at: Date; id: string } & (
  | { type: 'sighting'; sighting: SightingRow }
  | { type: 'comment'; comment: CommentRow }
  | { type: 'note'; note: NoteRow }
  | { type: 'event'; event: EventRow }
);

/** These stand in the timeline as what they tell of: the sighting, the comment, the note. */
const toldOtherwise: ReadonlySet<string> = new Set(['filed', 'seen', 'commented', 'noted', 'mentioned']);

/** Everything that happened to a bug in one order, oldest first. */
export function bugTimeline(parts: {
  sightings: readonly SightingRow[];
  comments: readonly CommentRow[];
  notes: readonly NoteRow[];
  events: readonly EventRow[];
}): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...parts.sightings.map((sighting) => {
      return { type: 'sighting' as const, id: sighting.id, at: sighting.seenAt, sighting };
    }),
    ...parts.comments.map((comment) => {
      return { type: 'comment' as const, id: comment.id, at: comment.createdAt, comment };
    }),
    ...parts.notes.map((note) => ({ type: 'note' as const, id: note.id, at: note.createdAt, note })),
    ...parts.events
      .filter(({ type }) => !toldOtherwise.has(type))
      .map((event) => ({ type: 'event' as const, id: event.id, at: event.at, event })),
  ];
  return entries.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
}
