import { kinds } from '@bugheist/bug/kind';
import { severities } from '@bugheist/bug/severity';
import { sources } from '@bugheist/bug/sighting';
import { link, urls } from '../../urls.ts';
import { FilterBar } from '../../web/components/filter-bar.tsx';
import { Select } from '../../web/components/select.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { queueWords as words } from '../../words/queue.ts';
import { webWords } from '../../words/web.ts';
import { ages, filterQuery, isNarrowed, type QueueFilter, sorts } from '../queue-filter.ts';
import type { Worker } from '../store/choices.ts';

/** What can be chosen among within the actor's reach. */
export interface Choices {
  organizations: readonly { slug: string; name: string }[];
  workers: readonly Worker[];
  labels: readonly string[];
  assets: readonly { id: string; name: string }[];
}

export function QueueFilters({ filter, choices }: { filter: QueueFilter; choices: Choices }) {
  const { states, life, sort } = filter;
  const clear = link(urls.queue, null, filterQuery(cleared(filter)));
  return (
    <FilterBar action={urls.queue} clear={isNarrowed(filter) ? clear : null}>
      {(states.length > 0 ? states : life === 'open' ? [] : [life]).map((state) => (
        <input type="hidden" name="state" value={state} key={state} />
      ))}
      <TextInput
        name="q"
        type="search"
        label={words.search}
        hideLabel
        placeholder={words.searchPlaceholder}
        value={filter.text}
        maxLength={200}
      />
      {choices.organizations.length > 1 && (
        <Select
          name="organization"
          label={words.organization}
          hideLabel
          blank={words.anyOrganization}
          value={filter.organization ?? ''}
          options={choices.organizations.map(({ slug, name }) => ({ value: slug, label: name }))}
        />
      )}
      <Select
        name="severity"
        label={words.severity}
        hideLabel
        blank={words.anySeverity}
        value={filter.severities.join(',')}
        options={[
          ...severalOf(filter.severities, (one) =>
            one === 'unrated' ? words.unrated : webWords.severity[one],
          ),
          ...severities.toReversed().map((value) => ({ value, label: webWords.severity[value] })),
          { value: 'unrated', label: words.unrated },
        ]}
      />
      <Select
        name="assignee"
        label={words.assignee}
        hideLabel
        blank={words.anyAssignee}
        value={filter.assignee ?? ''}
        options={[
          { value: 'me', label: words.me },
          { value: 'nobody', label: words.nobody },
          ...choices.workers.map(({ handle, name }) => ({ value: handle, label: name })),
        ]}
      />
      <Select
        name="sort"
        label={words.sort}
        hideLabel
        value={sort}
        options={sorts.map((value) => ({ value, label: words.sorts[value] }))}
      />
      <LessUsed filter={filter} choices={choices} />
    </FilterBar>
  );
}

/** What is rarely asked for, folded away unless some of it is set. */
function LessUsed({ filter, choices }: { filter: QueueFilter; choices: Choices }) {
  const set = [filter.kinds, filter.sources, filter.labels].filter((list) => list.length > 0).length;
  const isSet = set + [filter.asset, filter.age].filter((one) => one !== null).length;
  return (
    <details class="filter-more" open={isSet > 0}>
      <summary>{words.moreFilters(isSet)}</summary>
      <div class="filter-more-fields">
        <Select
          name="kind"
          label={words.kind}
          hideLabel
          blank={words.anyKind}
          value={filter.kinds.join(',')}
          options={[
            ...severalOf(filter.kinds, (one) => webWords.kind[one]),
            ...kinds.map((value) => ({ value, label: webWords.kind[value] })),
          ]}
        />
        <Select
          name="source"
          label={words.source}
          hideLabel
          blank={words.anySource}
          value={filter.sources.join(',')}
          options={[
            ...severalOf(filter.sources, (one) => words.sources[one]),
            ...sources.map((value) => ({ value, label: words.sources[value] })),
          ]}
        />
        {filter.labels.slice(1).map((label) => (
          <input type="hidden" name="label" value={label} key={label} />
        ))}
        {choices.labels.length > 0 && (
          <Select
            name="label"
            label={words.label}
            hideLabel
            blank={words.anyLabel}
            value={filter.labels[0] ?? ''}
            options={choices.labels.map((value) => ({ value, label: value }))}
          />
        )}
        {choices.assets.length > 0 && (
          <Select
            name="asset"
            label={words.asset}
            hideLabel
            blank={words.anyAsset}
            value={filter.asset ?? ''}
            options={choices.assets.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <Select
          name="age"
          label={words.age}
          hideLabel
          blank={words.anyAge}
          value={filter.age ?? ''}
          options={ages.map((value) => ({ value, label: words.ages[value] }))}
        />
      </div>
    </details>
  );
}

/** An entry for several choices at once, which came by address: applying another filter keeps them. */
const severalOf = <Word extends string>(chosen: readonly Word[], name: (word: Word) => string) =>
  chosen.length < 2 ? [] : [{ value: chosen.join(','), label: chosen.map(name).join(', ') }];

const cleared = (filter: QueueFilter): QueueFilter => ({
  ...filter,
  kinds: [],
  severities: [],
  sources: [],
  assignee: null,
  labels: [],
  asset: null,
  age: null,
  text: '',
  organization: null,
  cursor: null,
});
