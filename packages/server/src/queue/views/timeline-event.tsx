import { diffVectors } from '@bugheist/bug/cvss/diff';
import { parseVector } from '@bugheist/bug/cvss/parse';
import type { ComponentChildren } from 'preact';
import { PersonName } from '../../web/components/person-name.tsx';
import { TimelineEvent } from '../../web/components/timeline.tsx';
import type { IconName } from '../../web/icons.ts';
import { bugWords as words } from '../../words/bug.ts';
import type { Format } from '../../words/format.ts';
import { webWords } from '../../words/web.ts';
import type { EventRow } from '../store/bug-page.ts';

interface EventLineProps {
  event: EventRow;
  format: Format;
  now: Date;
}

/** One change as a sentence, with its reason or difference below. */
export function EventLine({ event, format, now }: EventLineProps) {
  const { icon, text, detail, alone } = sentence(event, format);
  const { reason } = event.content;
  return (
    <TimelineEvent
      id={event.id}
      icon={icon}
      at={event.at}
      now={now}
      format={format}
      detail={
        (detail || typeof reason === 'string') && (
          <>
            {typeof reason === 'string' && <p>{reason}</p>}
            {detail}
          </>
        )
      }
    >
      {!alone && <Actor event={event} />} {text}
    </TimelineEvent>
  );
}

const Actor = ({ event }: { event: EventRow }) =>
  event.actorHandle === null ? (
    <strong>{words.somebody[event.actorKind]}</strong>
  ) : (
    <PersonName person={{ handle: event.actorHandle, name: event.actorName || event.actorHandle }} textOnly />
  );

interface Sentence {
  icon: IconName;
  text: string;
  /** It names who or what did it by itself. */
  alone?: true;
  detail?: ComponentChildren;
}

/** An event in plain text, where changes are listed that somebody has not seen. */
export function wholeSentence(event: EventRow, format: Format): string {
  const { text, alone } = sentence(event, format);
  const actor = event.actorName || event.actorHandle || words.somebody[event.actorKind];
  return alone ? text : `${actor} ${text}`;
}

function sentence({ type, content }: EventRow, format: Format): Sentence {
  const say = words.events;
  const told: Record<string, () => Sentence> = {
    filed: () => ({ icon: 'flag', text: say.filed }),
    held: () => ({ icon: 'eye-off', text: say.held }),
    released: () => ({ icon: 'eye', text: say.released }),
    'possibly-same': () => ({ icon: 'copy', text: say.possiblySame(format.list(names(content['bugs']))) }),
    transition: () => ({ icon: 'arrow-right', text: say.transition(content['from'], content['to']) }),
    'parent-changed': () => ({
      icon: 'git-merge',
      text: say.parentChanged(content['parent'], content['to']),
      alone: true,
    }),
    assigned: () => ({ icon: 'user', text: say.assigned(content['to']) }),
    rated: () => rated(content),
    attacked: () => ({ icon: 'siren', text: say.attacked(content['source']), alone: true }),
    'details-changed': () => ({ icon: 'pencil', text: say.details(format.list(changed(content))) }),
    labelled: () => ({
      icon: 'tag',
      text: say.labelled(format.list(names(content['added'])), format.list(names(content['removed']))),
    }),
    'merged-in': () => ({ icon: 'git-merge', text: say.mergedIn(content['bug']) }),
    unmerged: () => ({ icon: 'git-merge', text: say.unmerged(content['parent'], content['to']) }),
    'unmerged-out': () => ({ icon: 'git-merge', text: say.unmergedOut(content['bug']) }),
    published: () => ({ icon: 'globe', text: say.published(content['level']) }),
    'disclosure-requested': () => ({ icon: 'globe', text: say.disclosureRequested(content['level']) }),
    'disclosure-declined': () => ({ icon: 'lock', text: say.disclosureDeclined }),
    'disclosure-withdrawn': () => ({ icon: 'lock', text: say.disclosureWithdrawn }),
    unpublished: () => ({ icon: 'lock', text: say.unpublished }),
    'report-edited': () => ({ icon: 'pencil', text: say.edited }),
    adopted: () => ({ icon: 'user', text: say.adopted }),
    'appeal-upheld': () => ({ icon: 'history', text: say.appealUpheld }),
    'appeal-rejected': () => ({ icon: 'history', text: say.appealRejected }),
  };
  return told[type]?.() ?? { icon: 'history', text: type };
}

function rated({ from, to }: Record<string, unknown>): Sentence {
  const [before, after] = [ratingOf(from), ratingOf(to)];
  const text = words.events.rated(before.text, after.text);
  return { icon: 'gauge', text, detail: <VectorDiff from={before.vector} to={after.vector} /> };
}

/** Which metrics differ; nothing unless both vectors are of one version. */
function VectorDiff({ from, to }: { from: string; to: string }) {
  const [before, after] = [parseVector(from), parseVector(to)];
  if (!before.ok || !after.ok) return to === '' ? null : <code>{to}</code>;
  const diff = diffVectors(before.vector, after.vector);
  if (diff.kind === 'other-metrics')
    return (
      <p>
        <code>{from}</code> → <code>{to}</code>
      </p>
    );
  return (
    <ul>
      {diff.changes.map(({ key, name, fromName, toName }) => (
        <li key={key}>
          {name}: <del>{fromName}</del> → <ins>{toName}</ins>
        </li>
      ))}
    </ul>
  );
}

function ratingOf(value: unknown): { text: string; vector: string } {
  const rating = typeof value === 'object' && value !== null ? value : {};
  const { severity, score, vector } = { severity: null, score: null, vector: null, ...rating };
  const word =
    typeof severity === 'string' && severity in webWords.severity
      ? webWords.severity[severity as keyof typeof webWords.severity]
      : webWords.severityUnset;
  const text = typeof score === 'number' ? `${word} (${(score as number).toFixed(1)})` : word;
  return { text, vector: typeof vector === 'string' ? vector : '' };
}

const names = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

const changed = (content: Record<string, unknown>): string[] =>
  Object.keys(content).flatMap((field) => words.detailNames[field] ?? []);
