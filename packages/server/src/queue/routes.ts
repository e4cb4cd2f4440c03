import type { AnyRoute } from '../web/route.ts';
import { bulkRoutes } from './routes/bulk.tsx';
import { listRoutes } from './routes/list.tsx';

export const queueRoutes: readonly AnyRoute[] = [...listRoutes, ...bulkRoutes];
