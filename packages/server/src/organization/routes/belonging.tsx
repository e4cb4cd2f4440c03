import { z } from 'zod';
import { personId } from '../../permission/actor.ts';
import { Refusal } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { textField } from '../../web/parse.ts';
import { page, redirect } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { organizationWords as words } from '../../words/organization.ts';
import { createOrganization } from '../create-organization.ts';
import { removeMember } from '../members.ts';
import { Leaving } from '../views/leaving.tsx';
import { NewOrganization } from '../views/new-organization.tsx';
import { type Returned, untouched } from '../views/typed.ts';
import { loadOrganization, objectOf, slugParams, textsOf } from './settings-page.tsx';

const newPage = (token: string, returned: Returned) =>
  page(words.create, <NewOrganization token={token} returned={returned} />, {
    width: 'narrow',
    status: returned === untouched ? 200 : 422,
  });

/** How an organization begins, and how somebody leaves it. */
export const belongingRoutes: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.organizationNew,
    actor: 'cookie',
    permission: 'instance.administer',
    handle: async ({ formToken }) => newPage(formToken, untouched),
  }),
  route({
    method: 'POST',
    url: urls.organizationNew,
    actor: 'cookie',
    permission: 'instance.administer',
    body: {
      type: 'form',
      schema: z.object({
        name: textField(120, 1),
        slug: textField(63, 1),
        key: textField(10, 1),
        domain: textField(253).default(''),
        owner: textField(40, 1),
      }),
    },
    invalid: async ({ formToken }, errors, typed) => newPage(formToken, { errors, typed }),
    handle: async ({ tx, now, actor, body, formToken }) => {
      try {
        const { slug } = await tx.transaction((savepoint) =>
          createOrganization(savepoint, { ...body, actor }, now),
        );
        return redirect(link(urls.organizationMembers, { slug }, { done: 'created' }));
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'invalid') throw error;
        return newPage(formToken, { errors: error.fields, typed: textsOf(body) });
      }
    },
  }),
  route({
    method: 'GET',
    url: urls.organizationLeaving,
    actor: 'cookie',
    permission: 'organization.queue',
    params: slugParams,
    load: loadOrganization,
    object: objectOf,
    handle: async ({ loaded, formToken }) =>
      page(words.leave, <Leaving organization={loaded} token={formToken} />, {
        width: 'narrow',
      }),
  }),
  route({
    method: 'POST',
    url: urls.organizationLeaving,
    actor: 'cookie',
    permission: 'organization.queue',
    params: slugParams,
    body: { type: 'form', schema: z.object({}) },
    load: loadOrganization,
    object: objectOf,
    handle: async ({ tx, now, actor, loaded, formToken }) => {
      const person = personId(actor) ?? '';
      try {
        await removeMember(tx, { organizationId: loaded.id, actor, person }, now);
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'conflict') throw error;
        const body = <Leaving organization={loaded} token={formToken} />;
        return page(words.leave, body, { width: 'narrow', status: 409, refused: error.message });
      }
      return redirect(link(urls.organization, { slug: loaded.slug }));
    },
  }),
];
