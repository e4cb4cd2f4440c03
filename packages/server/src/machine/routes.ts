import type { AnyRoute } from '../web/route.ts';
import type { News } from './news.ts';
import { machineRoutes } from './routes/machines.tsx';
import { watchRoutes } from './routes/watch.tsx';
import { organizationScope, ownScope } from './routes/watch-scope.ts';

/** Pages about guards. */
export const guardRoutes = ({ news, baseUrl }: { news: News; baseUrl: string }): readonly AnyRoute[] => [
  ...watchRoutes(organizationScope, news),
  ...watchRoutes(ownScope, news),
  ...machineRoutes({ baseUrl }),
];
