import type { FileStore } from '../files/file-store.ts';
import type { LiveDeps } from '../queue/routes/live.ts';
import type { AnyRoute } from '../web/route.ts';
import { attachmentRoutes } from './routes/attachment.ts';
import { claimRoutes } from './routes/claim.tsx';
import { draftRoutes } from './routes/draft.ts';
import { followUpRoutes } from './routes/follow-up.tsx';
import { formRoutes } from './routes/form.tsx';
import { listRoutes } from './routes/list.tsx';
import { reportLiveRoute } from './routes/live.ts';
import { reportPageRoutes } from './routes/report-page.tsx';
import { suggestionRoutes } from './routes/suggestion.tsx';

/** What the routes need from above. */
export interface ReportDeps {
  files: FileStore;
  /** What claim cookies, form stamps and puzzles are sealed with. */
  key: Uint8Array;
  live: LiveDeps;
}

export const reportRoutes = (deps: ReportDeps): readonly AnyRoute[] => [
  ...formRoutes(deps),
  ...draftRoutes(deps),
  ...suggestionRoutes,
  ...attachmentRoutes(deps),
  ...claimRoutes(deps),
  ...listRoutes(deps),
  ...reportPageRoutes,
  reportLiveRoute(deps),
  ...followUpRoutes(deps),
];
