import { refusalCodes } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import { openApiDocument } from '../../web/openapi.ts';
import { page, text } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { referenceWords as words } from '../../words/reference.ts';
import { operationsByTag } from '../views/operations.ts';
import { ReferencePage } from '../views/reference-page.tsx';

interface ReferenceOptions {
  /** Every route of the product; those that describe themselves are shown. */
  routes: readonly AnyRoute[];
  baseUrl: string;
  version: string;
}

/** The API's description, for machines and for people. */
export function referenceRoutes({ routes, baseUrl, version }: ReferenceOptions): readonly AnyRoute[] {
  const document = JSON.stringify(openApiDocument(routes, baseUrl, version));
  const groups = operationsByTag(routes);
  return [
    route({
      method: 'GET',
      url: urls.openApi,
      actor: 'none',
      permission: 'anyone',
      handle: async () => text(document, 'application/json; charset=utf-8'),
    }),
    route({
      method: 'GET',
      url: urls.apiReference,
      actor: 'cookie',
      permission: 'instance.read',
      handle: async () =>
        page(words.title, <ReferencePage groups={groups} codes={refusalCodes} baseUrl={baseUrl} />, {
          description: words.lede,
          scripts: ['copy'],
          width: 'wide',
        }),
    }),
  ];
}
