import type { AnyRoute } from '../web/route.ts';
import { meApi } from './api/me.ts';
import { sessionsApi } from './api/sessions.ts';
import { tokensApi } from './api/tokens.ts';

/** The account over the API. */
export const accountApi: readonly AnyRoute[] = [...meApi, ...sessionsApi, ...tokensApi];
