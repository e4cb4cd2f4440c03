import type { AnyRoute } from '../web/route.ts';
import { belongingRoutes } from './routes/belonging.tsx';
import { settingsRoutes } from './routes/settings.tsx';

export const organizationRoutes: readonly AnyRoute[] = [...belongingRoutes, ...settingsRoutes];
