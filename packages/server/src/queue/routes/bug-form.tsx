import { z } from 'zod';
import { fileLimits } from '../../files/limits.ts';
import { prepareFile } from '../../files/prepare.ts';
import type { Action } from '../../permission/can.ts';
import type { BugObject } from '../../permission/object.ts';
import { type FieldError, Refusal } from '../../refusal.ts';
import { link, type Url, urls } from '../../urls.ts';
import type { Tx } from '../../web/register.ts';
import { redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, type FormValues, route } from '../../web/route.ts';
import type { queueWords } from '../../words/queue.ts';
import { type LoadedBug, loadBug, loadBugById } from '../load-bug.ts';
import { eventsOf } from '../store/bug-page.ts';
import type { BugForm } from '../views/form-state.ts';
import { insideReply } from './bug.tsx';

/** The version a form was opened on, and the last event its page showed. */
export const opened = {
  version: z.coerce.number().int().min(1).max(1e9),
  seen: z.string().max(36).default(''),
};

type BugAction = Extract<Action, `bug.${string}`>;

interface BugFormRoute<Schema extends z.ZodType, Outcome> {
  url: Extract<Url, `/bugs/:number/${string}`>;
  permission: BugAction;
  form: BugForm;
  schema: Schema;
  /** Files may come with it. */
  takesFiles?: boolean;
  done(body: z.output<Schema>, outcome: Outcome): keyof typeof queueWords.done;
  run(
    context: { tx: Tx; now: Date; actor: Context['actor']; files: Context['files'] },
    bug: LoadedBug,
    body: z.output<Schema>,
  ): Promise<Outcome>;
}

/**
 * A form on a bug's page. What it cannot do comes back as that page with everything typed still in it: errors at their
 * fields, and, when somebody else was faster, what changed meanwhile.
 */
export function bugForm<Schema extends z.ZodType, Outcome = void>(
  definition: BugFormRoute<Schema, Outcome>,
): AnyRoute {
  const { url, permission, form, schema, takesFiles = false, done, run } = definition;
  return route({
    method: 'POST',
    url,
    actor: 'cookie',
    permission,
    params: z.object({ number: z.string().max(30) }),
    body: takesFiles ? { ...withFiles, schema } : { type: 'form', schema, maxBytes: 500_000 },
    load: ({ tx, params }) => loadBug(tx, params.number),
    object: (bug: LoadedBug): BugObject => bug.object,
    invalid: (context, errors, typed) =>
      insideReply(context, context.loaded, { form, typed, errors, message: null, missed: null }),
    handle: async (context) => {
      const { tx, now, actor, loaded: bug, body, files } = context;
      let outcome: Outcome;
      try {
        outcome = await tx.transaction((savepoint) => run({ tx: savepoint, now, actor, files }, bug, body));
      } catch (error) {
        if (!(error instanceof Refusal) || !comesBack.has(error.code)) throw error;
        return refused(context, bug, { form, typed: typedOf(body), refusal: error });
      }
      return redirect(link(urls.bug, { number: bug.name }, { done: done(body, outcome) }));
    },
  });
}

const comesBack: ReadonlySet<string> = new Set([
  'invalid',
  'stale',
  'wrong-transition',
  'conflict',
  'too-large',
]);

const withFiles = {
  type: 'multipart',
  maxBytes: fileLimits.perReport,
  maxFiles: fileLimits.filesPerReport,
  // A file above its limit is refused on the page it came from, with everything typed still there.
  maxFileBytes: fileLimits.perReport,
  prepareFile,
} as const;

async function refused(
  context: Context,
  opened: LoadedBug,
  { form, typed, refusal }: { form: BugForm; typed: FormValues; refusal: Refusal },
) {
  const bug = (await loadBugById(context.tx, opened.id)) ?? opened;
  const missed = refusal.code === 'stale' ? await missedSince(context.tx, bug, typed['seen']) : null;
  const errors: readonly FieldError[] = refusal.fields;
  return insideReply(context, bug, { form, typed, errors, message: refusal.message, missed });
}

async function missedSince(tx: Tx, bug: LoadedBug, seen: FormValues[string] | undefined) {
  const last = typeof seen === 'string' ? seen : '';
  return (await eventsOf(tx, bug.id, 'members')).filter(({ id }) => id > last);
}

/** What was typed, as far as it was text. */
function typedOf(body: unknown): FormValues {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(body ?? {}))
    if (typeof value === 'string' || typeof value === 'number') values[name] = String(value);
  return values;
}
