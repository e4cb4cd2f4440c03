import { link, urls } from '../../urls.ts';
import { Button } from '../../web/components/button.tsx';
import { Form } from '../../web/components/form.tsx';
import { Icon } from '../../web/components/icon.tsx';
import { Select } from '../../web/components/select.tsx';
import { TextInput } from '../../web/components/text-input.tsx';
import { queueWords as words } from '../../words/queue.ts';
import { filterQuery, isNarrowed, type QueueFilter } from '../queue-filter.ts';
import type { SavedView } from '../store/saved-views.ts';

export type ShownView = SavedView & { removable: boolean };

interface ViewsProps {
  views: readonly ShownView[];
  filter: QueueFilter;
  token: string;
}

const addressOf = (filter: QueueFilter) => link(urls.queue, null, filterQuery({ ...filter, cursor: null }));

/** The person's own views and shared ones as links. */
export function SavedViews({ views, filter, token }: ViewsProps) {
  if (views.length === 0) return null;
  return (
    <nav aria-label={words.views}>
      <ul class="queue-view-list">
        {views.map((view) => (
          <li key={view.id}>
            <a href={view.query} aria-current={view.query === addressOf(filter) ? 'page' : undefined}>
              {view.organization && <Icon name="users" label={words.sharedView} />}
              {view.name}
            </a>
            {view.removable && (
              <Form action={link(urls.savedViewRemoval, { id: view.id })} token={token} layout="bare">
                <Button kind="quiet" size="small" icon="x" label={words.removeView(view.name)} />
              </Form>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** With which organizations it can be shared. */
type SaveViewProps = ViewsProps & { organizations: readonly { slug: string; name: string }[] };

/** Keeps the present view under a name; not offered for the plain queue, nor twice. */
export function SaveView({ views, filter, organizations, token }: SaveViewProps) {
  const here = addressOf(filter);
  const isPlain = !isNarrowed(filter) && filter.states.length === 0 && filter.sort === 'severity';
  if (isPlain || views.some(({ query }) => query === here)) return null;
  return (
    <details class="queue-save">
      <summary>{words.saveView}</summary>
      <Form action={urls.savedViews} token={token} layout="inline">
        <input type="hidden" name="view" value={here} />
        <TextInput name="name" id="view-name" label={words.viewName} required maxLength={60} />
        {organizations.length > 0 && (
          <Select
            name="share"
            label={words.viewFor}
            blank={words.viewForMe}
            value=""
            options={organizations.map(({ slug, name }) => ({
              value: slug,
              label: words.viewForAll(name),
            }))}
          />
        )}
        <Button>{words.saveView}</Button>
      </Form>
    </details>
  );
}
