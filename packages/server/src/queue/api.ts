import type { AnyRoute } from '../web/route.ts';
import { bugsApi } from './api/bugs.ts';
import { bulkApi } from './api/bulk.ts';
import { disclosureApi } from './api/disclosure.ts';
import { labelsApi } from './api/labels.ts';
import { lifeApi } from './api/life.ts';
import { viewsApi } from './api/views.ts';
import { watchApi } from './api/watch.ts';

/** Bugs over the API. */
export const queueApi: readonly AnyRoute[] = [
  ...bugsApi,
  ...bulkApi,
  ...labelsApi,
  ...lifeApi,
  ...watchApi,
  ...disclosureApi,
  ...viewsApi,
];
