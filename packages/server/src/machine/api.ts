import type { AnyRoute } from '../web/route.ts';
import { decisionsApi } from './api/decisions.ts';
import { incidentsApi } from './api/incidents.ts';

/** What machines send and ask. */
export const machineApi: readonly AnyRoute[] = [...incidentsApi, ...decisionsApi];
