import type { FileStore } from '../files/file-store.ts';
import type { AnyRoute } from '../web/route.ts';
import { answerTemplateRoute } from './routes/answer-template.tsx';
import { bugRoutes } from './routes/bug.tsx';
import { bugActionRoutes } from './routes/bug-actions.tsx';
import { bulkRoutes } from './routes/bulk.tsx';
import { listRoutes } from './routes/list.tsx';
import { type LiveDeps, liveRoutes } from './routes/live.ts';

export const queueRoutes = ({ files, live }: { files: FileStore; live: LiveDeps }): readonly AnyRoute[] => [
  ...listRoutes,
  ...bulkRoutes,
  ...liveRoutes(live),
  ...bugRoutes,
  answerTemplateRoute,
  ...bugActionRoutes(files),
];
