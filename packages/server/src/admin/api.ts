import type { AnyRoute } from '../web/route.ts';
import { operationApi } from './api/operation.ts';
import { peopleApi } from './api/people.ts';

/** The administrators' pages over the API. */
export const adminApi = (given: { settingsChanged: () => Promise<void> }): readonly AnyRoute[] => [
  ...peopleApi,
  ...operationApi(given),
];
