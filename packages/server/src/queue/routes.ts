import type { FileStore } from '../files/file-store.ts';
import type { AnyRoute } from '../web/route.ts';
import { bugRoutes } from './routes/bug.tsx';
import { bugActionRoutes } from './routes/bug-actions.tsx';
import { bulkRoutes } from './routes/bulk.tsx';
import { listRoutes } from './routes/list.tsx';

export const queueRoutes = ({ files }: { files: FileStore }): readonly AnyRoute[] => [
  ...listRoutes,
  ...bulkRoutes,
  ...bugRoutes,
  ...bugActionRoutes(files),
];
