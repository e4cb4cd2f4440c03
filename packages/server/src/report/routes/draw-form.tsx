import { newId } from '../../id.ts';
import { listAssets } from '../../organization/store/assets.ts';
import { organizationBySlug } from '../../organization/store/organizations.ts';
import type { SimilarBug } from '../../queue/similar-bugs.ts';
import type { FieldError } from '../../refusal.ts';
import { formatOf } from '../../web/format-of.ts';
import { page, type Reply } from '../../web/reply.ts';
import type { Context } from '../../web/route.ts';
import { reportWords } from '../../words/report.ts';
import { contentOf, isWorthKeeping } from '../content.ts';
import type { Draft } from '../draft.ts';
import { makeFormStamp } from '../form-stamp.ts';
import type { Puzzle } from '../proof-of-work.ts';
import { ReportForm } from '../views/report-form.tsx';

/** What is to be said above the form, beside what was typed. */
export interface FormSays {
  status?: number;
  errors?: readonly FieldError[];
  similar?: readonly SimilarBug[];
  /** Whether they were shown before, so that they do not stop the form again. */
  similarSeen?: boolean;
  puzzle?: Puzzle;
  preview?: boolean;
  /** An outcome of the step before, in words. */
  done?: string | null;
  /** The stamp the form came with, kept so that sending again does not look hasty. */
  stamp?: string;
  /** A sentence on why it was not filed. */
  warning?: string;
}

/** A form nobody has typed into yet, perhaps with values from the link that led here. */
export const emptyDraft = (values: Readonly<Record<string, unknown>>, now: Date): Draft => ({
  id: newId(now),
  content: contentOf(values),
  files: [],
  createdAt: now,
  updatedAt: now,
});

/** The page with the form on it. */
export async function drawForm(
  context: Context,
  key: Uint8Array,
  draft: Draft,
  says: FormSays = {},
): Promise<Reply> {
  const { tx, now, signedIn } = context;
  const { organization: slug } = draft.content;
  const organization = slug === '' ? null : await organizationBySlug(tx, slug);
  return page(
    reportWords.new.title,
    <ReportForm
      token={context.formToken}
      draft={draft}
      stamp={says.stamp || makeFormStamp(key, now)}
      organization={organization}
      assets={organization ? await listAssets(tx, organization.id) : []}
      isSignedIn={signedIn !== null}
      format={formatOf(context)}
      now={now}
      isRestored={draft.updatedAt < now && isWorthKeeping(draft.content)}
      errors={says.errors ?? []}
      similar={says.similar ?? []}
      similarSeen={says.similarSeen ?? false}
      puzzle={says.puzzle ?? null}
      preview={says.preview ?? false}
      done={says.done ?? null}
      warning={says.warning ?? null}
    />,
    {
      status: says.status ?? 200,
      done: says.done,
      width: 'narrow',
      scripts: ['report-form', 'editor', 'files', 'cvss', 'counter'],
      ...(says.status === undefined && draft.createdAt === now ? { description: reportWords.new.lede } : {}),
    },
  );
}
