import { webWords } from './web.ts';

/** What happened, as a line of the notification page and of a letter: never a word of anybody's text. */
export function whatHappened(type: string, content: Readonly<Record<string, unknown>>): string {
  const state = stateName(content['to']);
  switch (type) {
    case 'filed':
      return 'was filed';
    case 'held':
      return 'waits for moderation';
    case 'released':
      return 'was released by a moderator';
    case 'seen':
      return 'was seen again';
    case 'possibly-same':
      return 'may be the same as another bug';
    case 'transition':
      return state === null ? 'moved on' : `is now “${state}”`;
    case 'parent-changed':
      return state === null
        ? 'is a duplicate whose original moved on'
        : `is a duplicate; its original is now “${state}”`;
    case 'assigned':
      return 'was assigned';
    case 'attacked':
      return 'is under attack, and the attack gets through';
    case 'rated':
      return 'has a new severity';
    case 'commented':
      return 'has a new message';
    case 'noted':
      return 'has a new internal note';
    case 'mentioned':
      return 'mentions you';
    case 'merged':
      return 'was merged into another bug';
    case 'merged-in':
      return 'took in a duplicate';
    case 'published':
      return 'was made public';
    case 'disclosure-requested':
      return 'is asked to be published';
    case 'disclosure-declined':
      return 'stays private: publication was declined';
    case 'disclosure-withdrawn':
      return 'is no longer asked to be published';
    case 'unpublished':
      return 'was made private again';
    case 'appeal-upheld':
      return 'is open again: the appeal was upheld';
    case 'appeal-rejected':
      return 'has an answer to the appeal: the decision stands';
    default:
      return 'changed';
  }
}

const stateName = (value: unknown): string | null =>
  typeof value === 'string' && value in webWords.state
    ? webWords.state[value as keyof typeof webWords.state]
    : null;

export const notifyWords = {
  title: 'Notifications',
  lede: 'What happened to the bugs you report, follow or work on.',
  markRead: 'Mark all as read',
  empty: 'Nothing new',
  emptyText: 'When something happens to a bug you report, follow or work on, it shows here.',
  label: 'Notifications, newest first',
  unread: 'New',
  mailOn: 'You also get these by mail, a few at a time.',
  mailOff: 'You do not get these by mail.',
  turnMailOff: 'Stop the mails',
  turnMailOn: 'Send me mails',
  done: { read: 'All marked as read.', mail: 'Saved.' } as Record<string, string>,
  unsubscribe: 'Stop notification mails?',
  unsubscribeText: 'You will still see everything on your notifications page.',
  unsubscribed: 'You get no more notification mails',
  unsubscribedText: 'You can turn them on again on your notifications page.',

  /** `only` is what happened when it was one thing. */
  letterSubject: (numbers: readonly string[], only: string | null, instance: string) =>
    numbers.length === 1
      ? `[${numbers[0] ?? ''}] ${only === null ? 'Several things happened' : `This bug ${only}`}`
      : `[${instance}] ${numbers.length} bugs changed`,
  letterOpening: 'Since the last letter:',
  letterMore: (count: number) => `… and ${count} more.`,
  letterAction: 'See what happened',
  letterFooter: (unsubscribe: string) => `You follow these bugs. To stop these letters: ${unsubscribe}`,
} as const;
