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

interface SavedViewsProps {
  views: readonly ShownView[];
  /** With which it can be shared. */
  organizations: readonly { slug: string; name: string }[];
  filter: QueueFilter;
  token: string;
}

/** The person's own views and shared ones as links, and a form to keep the present one. */
export function SavedViews({ views, filter, organizations, token }: SavedViewsProps) {
  const here = link(urls.queue, null, filterQuery({ ...filter, cursor: null }));
  const isKept = views.some(({ query }) => query === here);
  const isPlain = !isNarrowed(filter) && filter.states.length === 0 && filter.sort === 'severity';
  if (views.length === 0 && isPlain) return null;
  return (
    <div class="queue-views">
      {views.length > 0 && (
        <nav aria-label={words.views}>
          <ul class="queue-view-list">
            {views.map((view) => (
              <li key={view.id}>
                <a href={view.query} aria-current={view.query === here ? 'page' : undefined}>
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
      )}
      {!isKept && !isPlain && (
        <details class="queue-save">
          <summary>{words.saveView}</summary>
          <Form action={urls.savedViews} token={token} layout="inline">
            <input type="hidden" name="view" value={here} />
            <TextInput name="name" id="view-name" label={words.viewName} hideLabel required maxLength={60} />
            {organizations.length > 0 && (
              <Select
                name="share"
                label={words.viewFor}
                hideLabel
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
      )}
    </div>
  );
}
