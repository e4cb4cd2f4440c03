import { z } from 'zod';
import type { ReportObject } from '../../permission/object.ts';
import { type LoadedReport, loadReport } from '../../queue/load-report.ts';
import type { Context } from '../../web/route.ts';

/** What every route about one report begins with. */
export const aboutReport = {
  actor: 'cookie',
  params: z.object({ id: z.string() }),
  load: ({ tx, params }: Context<{ id: string }>): Promise<LoadedReport | null> => loadReport(tx, params.id),
  object: ({ object }: LoadedReport): ReportObject => object,
} as const;
