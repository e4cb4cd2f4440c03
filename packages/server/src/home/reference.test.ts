import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalCodes } from '../refusal.ts';
import { urls } from '../urls.ts';
import { refusalsOf } from '../web/openapi.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

type Json = Record<string, unknown>;
const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((found, name) => (found as Json | undefined)?.[name], value);
const document = async () => (await app.visitor().get(urls.openApi)).json() as Json;

test('the document is valid OpenAPI 3.1 and has every route of the API', async () => {
  const described = await document();
  const { valid, errors } = await new Validator().validate(described);
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  const apiRoutes = app.routes.filter(({ url }) => url.startsWith('/api/v1'));
  expect(apiRoutes.length).toBeGreaterThan(20);
  for (const { method, url } of apiRoutes) {
    const path = url.replace(/:([a-z]+)/gi, '{$1}');
    expect(at(described, 'paths', path, method.toLowerCase()), `${method} ${url}`).toBeDefined();
  }
});

test('every way an operation can be refused has its example there', async () => {
  const described = await document();
  for (const route of app.routes.filter(({ api }) => api)) {
    const path = route.url.replace(/:([a-z]+)/gi, '{$1}');
    const responses = at(described, 'paths', path, route.method.toLowerCase(), 'responses') as Json;
    const shown = Object.values(responses).flatMap((response) =>
      Object.keys(
        (at(response, 'content', 'application/problem+json', 'examples') as Json | undefined) ?? {},
      ),
    );
    expect(new Set(shown)).toEqual(new Set(refusalsOf(route)));
  }
});

test('operations have names of their own', async () => {
  const paths = Object.values((await document())['paths'] as Json);
  const ids = paths.flatMap((path) => Object.values(path as Json).map((one) => at(one, 'operationId')));
  expect(new Set(ids).size).toBe(ids.length);
});

test('the reference page shows every operation and an example of every error', async () => {
  const { status, body } = await app.visitor().get(urls.apiReference);
  expect(status).toBe(200);
  for (const code of refusalCodes) expect(body).toContain(`id="${code}"`);
  for (const { api } of app.routes) if (api) expect(body).toContain(api.summary);
});
