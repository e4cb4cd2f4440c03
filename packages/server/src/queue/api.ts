import type { FileStore } from '../files/file-store.ts';
import type { AnyRoute } from '../web/route.ts';
import { bugsApi } from './api/bugs.ts';
import { bulkApi } from './api/bulk.ts';
import { disclosureApi } from './api/disclosure.ts';
import { labelsApi } from './api/labels.ts';
import { lifeApi } from './api/life.ts';
import { notesApi } from './api/notes.ts';
import { sightingsApi } from './api/sightings.ts';
import { viewsApi } from './api/views.ts';
import { watchApi } from './api/watch.ts';

/** Bugs over the API. */
export const queueApi = (files: FileStore): readonly AnyRoute[] => [
  ...bugsApi,
  ...bulkApi,
  ...sightingsApi,
  ...labelsApi,
  ...lifeApi,
  ...notesApi(files),
  ...watchApi,
  ...disclosureApi,
  ...viewsApi,
];
