import type { AnyRoute } from '../web/route.ts';
import { belongingRoutes } from './routes/belonging.tsx';
import { invitationRoutes } from './routes/invitations.tsx';
import { membersRoutes } from './routes/members.tsx';
import { settingsRoutes } from './routes/settings.tsx';

/** `baseUrl` is the instance's own address, for the links of invitations. */
export const organizationRoutes = (given: { baseUrl: string }): readonly AnyRoute[] => [
  ...belongingRoutes,
  ...settingsRoutes,
  ...membersRoutes(given),
  ...invitationRoutes,
];
