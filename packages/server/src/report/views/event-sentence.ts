import { isSeverity } from '@bugheist/bug/severity';
import { isState } from '@bugheist/bug/state';
import type { IconName } from '../../web/icons.ts';
import { reportWords } from '../../words/report.ts';
import { webWords } from '../../words/web.ts';
import type { ReporterEvent } from '../store/events.ts';

const words = reportWords.report.events;

/** What happened, as its reporter is told; null for what is shown in another way (a comment is its own entry). */
export function sentenceOf({ type, content }: Pick<ReporterEvent, 'type' | 'content'>): string | null {
  switch (type) {
    case 'transition':
      return (
        moved(text(content['to'])) ?? words.transition(stateName(content['from']), stateName(content['to']))
      );
    case 'parent-changed':
      return words['parent-changed'](text(content['parent']), stateName(content['to']));
    case 'rated':
      return words.rated(severityName(content['to'] ?? content['severity']));
    case 'filed':
    case 'held':
    case 'released':
    case 'merged':
    case 'unmerged':
    case 'published':
    case 'unpublished':
    case 'disclosure-requested':
    case 'disclosure-declined':
    case 'disclosure-withdrawn':
    case 'report-edited':
    case 'adopted':
    case 'appeal-upheld':
    case 'appeal-rejected':
      return words[type];
    default:
      return null;
  }
}

/** A step in plain words; null where the states say more, such as a bug that was opened again. */
const moved = (to: string): string | null =>
  to in words.moved ? words.moved[to as keyof typeof words.moved] : null;

export const eventIcons: Readonly<Record<string, IconName>> = {
  filed: 'bug',
  held: 'clock',
  published: 'globe',
  unpublished: 'lock',
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const stateName = (value: unknown): string =>
  typeof value === 'string' && isState(value) ? webWords.state[value] : '';
function severityName(value: unknown): string {
  const severity =
    typeof value === 'object' && value !== null && 'severity' in value ? value.severity : value;
  return typeof severity === 'string' && isSeverity(severity)
    ? webWords.severity[severity]
    : webWords.severityUnset;
}
