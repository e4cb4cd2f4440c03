import { z } from 'zod';
import { type OrganizationRow, organizationBySlug } from '../../organization/store/organizations.ts';
import type { OrganizationObject } from '../../permission/object.ts';
import { type FieldError, notFound, Refusal } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { formatOf } from '../../web/format-of.ts';
import { textField } from '../../web/parse.ts';
import { page, type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { guardWords as words } from '../../words/guard.ts';
import { addGuard, revokeGuard } from '../guard-token.ts';
import { guardsOf } from '../store/guards.ts';
import { perimeterOf } from '../store/perimeters.ts';
import { MachinesPage } from '../views/machines-page.tsx';
import { organizationLinks } from '../views/watch-links.ts';

/** Where an organization gives its machines a guard's token, and takes it back. */
export function machineRoutes({ baseUrl }: { baseUrl: string }): readonly AnyRoute[] {
  const common = {
    actor: 'cookie',
    permission: 'guard.watch',
    params: z.object({ slug: z.string().max(63), id: z.uuid().default('') }),
    load: ({ tx, params }: { tx: Context['tx']; params: { slug: string } }) =>
      organizationBySlug(tx, params.slug),
    object: ({ id, staffedAt }: OrganizationRow): OrganizationObject => ({
      type: 'organization',
      id,
      staffed: staffedAt !== null,
    }),
  } as const;
  return [
    route({
      ...common,
      method: 'GET',
      url: urls.organizationGuardMachines,
      query: z.object({ done: z.string().max(20).default('') }),
      handle: (context) => machinesReply(context, context.loaded, { done: words.done[context.query.done] }),
    }),
    route({
      ...common,
      method: 'POST',
      url: urls.organizationGuardMachines,
      body: { type: 'form', schema: z.object({ name: textField(80, 1) }) },
      invalid: (context, errors) => machinesReply(context, context.loaded, { errors }),
      async handle(context) {
        const { tx, now, actor, body, loaded } = context;
        const { name } = body;
        try {
          const { token } = await tx.transaction((savepoint) =>
            addGuard(savepoint, { organizationId: loaded.id, name, actor }, now),
          );
          return machinesReply(context, loaded, { added: { name, token } });
        } catch (error) {
          if (!(error instanceof Refusal) || error.code !== 'invalid') throw error;
          return machinesReply(context, loaded, { errors: error.fields, typed: name });
        }
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: urls.organizationGuardRevocation,
      body: { type: 'form', schema: z.object({}) },
      async handle({ tx, now, actor, params, loaded }) {
        const revoked = await revokeGuard(tx, { organizationId: loaded.id, id: params.id, actor }, now);
        if (!revoked) throw notFound('guard');
        return redirect(link(urls.organizationGuardMachines, { slug: loaded.slug }, { done: 'revoked' }));
      },
    }),
  ];

  async function machinesReply(
    context: Context,
    organization: OrganizationRow,
    outcome: {
      added?: { name: string; token: string };
      errors?: readonly FieldError[];
      typed?: string;
      done?: string | undefined;
    },
  ): Promise<Reply> {
    const { errors = [], typed = '', added = null, done } = outcome;
    const perimeter = await perimeterOf(context.tx, organization.id);
    const shown = {
      slug: organization.slug,
      links: organizationLinks(organization),
      guards: perimeter ? await guardsOf(context.tx, perimeter.id) : [],
      added,
      baseUrl,
      typed,
      errors,
      formToken: context.formToken,
      format: formatOf(context),
    };
    return page(words.guards, <MachinesPage {...shown} />, {
      scripts: ['copy'],
      status: errors.length > 0 ? 422 : 200,
      done,
    });
  }
}
