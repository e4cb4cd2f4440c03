import type { AnyRoute } from '../web/route.ts';
import { assetsApi } from './api/assets.ts';
import { invitationsApi } from './api/invitations.ts';
import { membersApi } from './api/members.ts';
import { organizationsApi } from './api/organizations.ts';
import { wordsOfTheirOwnApi } from './api/words-of-their-own.ts';

/** Organizations over the API; `baseUrl` is the instance's own address, for the links of invitations. */
export const organizationApi = (given: { baseUrl: string }): readonly AnyRoute[] => [
  ...organizationsApi,
  ...assetsApi,
  ...wordsOfTheirOwnApi,
  ...membersApi,
  ...invitationsApi(given),
];
