import { urls } from '../urls.ts';
import { redirect } from '../web/reply.ts';
import { type AnyRoute, route } from '../web/route.ts';
import { type Administration, operationRoutes } from './routes/operation.tsx';
import { peopleRoutes } from './routes/people.tsx';

/** What the administrators of the instance look after. */
export const adminRoutes = (options: Administration): readonly AnyRoute[] => [
  route({
    method: 'GET',
    url: urls.admin,
    actor: 'cookie',
    permission: 'instance.administer',
    handle: async () => redirect(urls.adminPeople),
  }),
  ...peopleRoutes,
  ...operationRoutes(options),
];
