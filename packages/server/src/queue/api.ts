import type { AnyRoute } from '../web/route.ts';
import { bugsApi } from './api/bugs.ts';
import { disclosureApi } from './api/disclosure.ts';
import { lifeApi } from './api/life.ts';

/** Bugs over the API. */
export const queueApi: readonly AnyRoute[] = [...bugsApi, ...lifeApi, ...disclosureApi];
