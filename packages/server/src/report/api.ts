import type { FileStore } from '../files/file-store.ts';
import type { AnyRoute } from '../web/route.ts';
import { attachmentsApi } from './api/attachments.ts';
import { conversationApi } from './api/conversation.ts';
import { followUpApi } from './api/follow-up.ts';
import { reportsApi } from './api/reports.ts';

/** Reports, their conversations and their files over the API. */
export const reportApi = (files: FileStore): readonly AnyRoute[] => [
  ...reportsApi,
  ...followUpApi,
  ...conversationApi,
  ...attachmentsApi(files),
];
