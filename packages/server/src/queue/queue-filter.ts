import { type Kind, kinds } from '@bugheist/bug/kind';
import { type Severity, severities } from '@bugheist/bug/severity';
import { type Source, sources } from '@bugheist/bug/sighting';
import { type State, states } from '@bugheist/bug/state';
import { isId } from '../id.ts';
import type { Query } from '../urls.ts';
import { type Cursor, formatCursor, parseCursor } from './queue-cursor.ts';

/** A queue's address, understood. Anything unknown in it is left out, so an old bookmark still opens. */
export interface QueueFilter {
  /** Which half of life; `any` when single states are named. */
  life: 'open' | 'closed' | 'any';
  states: readonly State[];
  kinds: readonly Kind[];
  severities: readonly (Severity | 'unrated')[];
  sources: readonly Source[];
  /** A handle, `me`, `nobody`, or null for everybody. */
  assignee: string | null;
  /** Names. */
  labels: readonly string[];
  asset: string | null;
  age: Age | null;
  text: string;
  /** Slug; null for every organization within reach. */
  organization: string | null;
  sort: Sort;
  cursor: Cursor | null;
}

export const sorts = ['severity', 'newest', 'oldest', 'changed'] as const;
export type Sort = (typeof sorts)[number];

/** Filed within the last, or longer ago than. */
export const ages = ['under-1', 'under-7', 'under-30', 'over-7', 'over-30', 'over-90'] as const;
export type Age = (typeof ages)[number];

export type RawQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

export function parseFilter(raw: RawQuery): QueueFilter {
  const many = (name: string): string[] =>
    [raw[name] ?? []].flat().map((value) => value.replaceAll('\0', '').trim());
  // A select sends one value: several choices travel in it with commas between.
  const words = (name: string): string[] => many(name).flatMap((value) => value.split(','));
  const one = (name: string): string => many(name)[0] ?? '';
  const named = only(states, words('state'));
  const life = many('state').find((value) => value === 'any' || value === 'closed' || value === 'open');
  const sort = only(sorts, many('sort'))[0] ?? 'severity';
  return {
    life: named.length > 0 ? 'any' : ((life as QueueFilter['life'] | undefined) ?? 'open'),
    states: named,
    kinds: only(kinds, words('kind')),
    severities: only([...severities, 'unrated'] as const, words('severity')),
    sources: only(sources, words('source')),
    assignee: /^[a-z0-9-]{1,40}$/i.test(one('assignee')) ? one('assignee').toLowerCase() : null,
    labels: [...new Set(many('label').filter((value) => value !== '' && value.length <= 40))].slice(0, 10),
    asset: isId(one('asset')) ? one('asset') : null,
    age: only(ages, many('age'))[0] ?? null,
    text: one('q').slice(0, 200),
    organization: /^[a-z0-9-]{1,63}$/.test(one('organization')) ? one('organization') : null,
    sort,
    cursor: parseCursor(sort, { after: one('after'), before: one('before') }),
  };
}

/** The query string that says the same in the shortest way; the page in it only when asked for. */
export function filterQuery(filter: QueueFilter, { page = false } = {}): Query {
  const life = filter.life === 'open' ? [] : [filter.life];
  return {
    q: filter.text,
    state: filter.states.length > 0 ? filter.states : life,
    kind: filter.kinds,
    severity: filter.severities,
    source: filter.sources,
    assignee: filter.assignee,
    label: filter.labels,
    asset: filter.asset,
    age: filter.age,
    organization: filter.organization,
    sort: filter.sort === 'severity' ? null : filter.sort,
    ...(page && filter.cursor ? { [filter.cursor.side]: formatCursor(filter.cursor) } : {}),
  };
}

/** Whether anything beside state, sort and page narrows the list. */
export const isNarrowed = (filter: QueueFilter): boolean =>
  filter.text !== '' ||
  filter.assignee !== null ||
  filter.asset !== null ||
  filter.age !== null ||
  filter.organization !== null ||
  [filter.kinds, filter.severities, filter.sources, filter.labels].some((list) => list.length > 0);

/** Whether it asks for what the reader has in hand, and nothing else. */
export const isMine = (filter: QueueFilter): boolean =>
  filter.assignee === 'me' &&
  filter.states.length === 0 &&
  filter.life === 'open' &&
  !isNarrowed({ ...filter, assignee: null });

const only = <Word extends string>(words: readonly Word[], given: readonly string[]): Word[] =>
  words.filter((word) => given.includes(word));
