import { z } from 'zod';
import { type Actor, personId } from '../../permission/actor.ts';
import { can } from '../../permission/can.ts';
import { link, urls } from '../../urls.ts';
import { formatOf } from '../../web/format-of.ts';
import { page, type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { queueWords } from '../../words/queue.ts';
import { type LoadedBug, loadBug } from '../load-bug.ts';
import { readInside } from '../read-bug-page.ts';
import { readOutside } from '../read-public-bug.ts';
import { isWatching } from '../store/events.ts';
import { BugPage } from '../views/bug-page.tsx';
import { type FormState, wasRefused } from '../views/form-state.ts';
import { PublicBug } from '../views/public-bug.tsx';

const pageQuery = z.object({ done: z.string().max(40).default('') });

/** The page of a bug, as much of it as whoever asks may see. */
export const bugRoutes: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.bug,
    actor: 'cookie',
    permission: 'bug.read',
    params: z.object({ number: z.string().max(30) }),
    query: pageQuery,
    load: ({ tx, params }) => loadBug(tx, params.number),
    object: (bug) => bug.object,
    handle: async (context) => {
      const { actor, loaded: bug, query } = context;
      if (can(actor, 'bug.read-internal', bug.object)) return insideReply(context, bug, null, query);
      const report = ownReport(actor, bug);
      if (report !== null) return redirect(link(urls.report, { id: report }));
      return outsideReply(context, bug);
    },
  }),
];

/** The page for those who work on it; after a form that was refused, with what was typed. */
export async function insideReply(
  context: Context,
  bug: LoadedBug,
  state: FormState | null,
  query: z.output<typeof pageQuery> = { done: '' },
): Promise<Reply> {
  const { tx, actor, now, formToken } = context;
  const inside = await readInside(tx, bug, actor);
  const body = (
    <BugPage
      bug={bug}
      inside={inside}
      me={personId(actor)}
      state={state}
      token={formToken}
      format={formatOf(context)}
      now={now}
    />
  );
  return page(`${bug.name} ${bug.title}`, body, {
    width: 'wide',
    scripts: ['copy', 'editor', 'cvss', 'files', 'live', 'answer-template'],
    status: statusOf(state),
    done: doneWords.get(query.done),
  });
}

function statusOf(state: FormState | null): number {
  if (state?.missed) return 412;
  return wasRefused(state) ? 422 : 200;
}

const doneWords = new Map<string, string>(Object.entries(queueWords.done));

async function outsideReply(context: Context, bug: LoadedBug): Promise<Reply> {
  const { tx, actor, now } = context;
  const reader = personId(actor);
  const follows = reader !== null && can(actor, 'bug.follow', bug.object);
  const body = (
    <PublicBug
      bug={bug}
      outside={await readOutside(tx, bug)}
      watching={follows ? await isWatching(tx, bug.id, reader) : null}
      token={follows ? context.formToken : ''}
      format={formatOf(context)}
      now={now}
    />
  );
  return page(`${bug.name} ${bug.title}`, body, {
    description: `${bug.organizationName}: ${bug.title}`,
    image: link(urls.bugPreview, { number: bug.name }),
  });
}

/** The report through which somebody follows the bug, for whom it has a page of its own. */
function ownReport(actor: Actor, bug: LoadedBug): string | null {
  if (actor.type === 'claim') return bug.reportIds.includes(actor.reportId) ? actor.reportId : null;
  const person = personId(actor);
  return bug.reports.find(({ reporterId }) => person !== null && reporterId === person)?.id ?? null;
}
