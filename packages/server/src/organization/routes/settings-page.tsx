import type { VNode } from 'preact';
import { z } from 'zod';
import type { OrganizationObject } from '../../permission/object.ts';
import { Refusal } from '../../refusal.ts';
import { link, type Url } from '../../urls.ts';
import type { Tx } from '../../web/register.ts';
import { page, type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { organizationWords as words } from '../../words/organization.ts';
import { type OrganizationRow, organizationBySlug } from '../store/organizations.ts';
import { type Section, SettingsFrame, sections } from '../views/settings-frame.tsx';
import { type Returned, untouched } from '../views/typed.ts';

export const objectOf = ({ id, staffedAt }: OrganizationRow): OrganizationObject => ({
  type: 'organization',
  id,
  staffed: staffedAt !== null,
});

export const slugParams = z.object({ slug: z.string().max(63) });
export const loadOrganization = ({ tx, params }: { tx: Tx; params: { slug: string } }) =>
  organizationBySlug(tx, params.slug);

export interface SettingsSection {
  section: Section;
  lede?: string;
  /** What stands on the page; a form that was refused is drawn with what was typed. */
  body(context: Context, organization: OrganizationRow, returned: Returned): Promise<VNode>;
}

/** A page of the settings. */
export const settingsPage = (shown: SettingsSection): AnyRoute =>
  route({
    method: 'GET',
    url: sections[shown.section],
    actor: 'cookie',
    permission: 'organization.manage',
    params: slugParams,
    query: z.object({ done: z.string().max(20).default('') }),
    load: loadOrganization,
    object: objectOf,
    handle: (context) =>
      drawSettings(context, context.loaded, shown, { done: doneWords.get(context.query.done) ?? null }),
  });

interface SettingsForm<Schema extends z.ZodType> extends SettingsSection {
  url: Extract<Url, `/organizations/:slug/${string}`>;
  permission: 'organization.manage' | 'organization.staff';
  schema: Schema;
  done: keyof typeof words.done | ((body: z.output<Schema>) => keyof typeof words.done);
  run(
    given: { tx: Tx; now: Date; organization: OrganizationRow; actor: Context['actor']; id: string },
    body: z.output<Schema>,
  ): Promise<unknown>;
}

/** A form of the settings; refused, its page comes back with what was typed. */
export function settingsForm<Schema extends z.ZodType>(form: SettingsForm<Schema>): AnyRoute {
  return route({
    method: 'POST',
    url: form.url,
    actor: 'cookie',
    permission: form.permission,
    params: slugParams.extend({ id: z.uuid().optional() }),
    body: { type: 'form', schema: form.schema },
    load: loadOrganization,
    object: objectOf,
    invalid: (context, errors, typed) =>
      drawSettings(context, context.loaded, form, { returned: { typed, errors } }),
    handle: async (context) => {
      const { tx, now, actor, body, params, loaded: organization } = context;
      try {
        await tx.transaction((savepoint) =>
          form.run({ tx: savepoint, now, actor, organization, id: params.id ?? '' }, body),
        );
      } catch (error) {
        if (!(error instanceof Refusal) || (error.code !== 'invalid' && error.code !== 'conflict'))
          throw error;
        const returned = { typed: textsOf(body), errors: error.fields };
        return drawSettings(context, organization, form, { returned, refused: error.message });
      }
      const done = typeof form.done === 'function' ? form.done(body) : form.done;
      return redirect(link(sections[form.section], { slug: organization.slug }, { done }));
    },
  });
}

interface Outcome {
  done?: string | null;
  refused?: string | null;
  returned?: Returned;
}

/** A page of the settings, perhaps after a form. */
export async function drawSettings(
  context: Context,
  organization: OrganizationRow,
  { section, lede, body }: SettingsSection,
  { done = null, refused = null, returned }: Outcome,
): Promise<Reply> {
  const content = await body(context, organization, returned ?? untouched);
  return page(
    `${words[section]} · ${organization.name}`,
    <SettingsFrame organization={organization} section={section} lede={lede}>
      {content}
    </SettingsFrame>,
    {
      status: returned ? 422 : 200,
      done,
      refused: returned && returned.errors.length > 0 ? null : refused,
    },
  );
}

const doneWords = new Map<string, string>(Object.entries(words.done));

/** What was typed, as far as it was text. */
export function textsOf(body: unknown): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(body ?? {})) if (typeof value === 'string') texts[name] = value;
  return texts;
}
