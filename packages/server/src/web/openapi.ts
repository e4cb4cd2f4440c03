import { z } from 'zod';
import type { RefusalCode } from '../refusal.ts';
import { responseJsonSchema } from './json-response.ts';
import { needsObject } from './judge.ts';
import { problemExample, statusOf } from './problem.ts';
import type { AnyRoute } from './route.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of every route that describes itself. Source: OpenAPI Specification 3.1.0. */
export function openApiDocument(routes: readonly AnyRoute[], baseUrl: string, version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    if (!route.api) continue;
    const path = route.url.replace(/:([a-z]+)/gi, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'BugHeist',
      version,
      description:
        'Reports, bugs and organizations. Lists are paged by cursor: pass `cursor` from `next` until it is null. Whatever a person can do on a page can be done here, but for what asks for the password again. Changes to what is read with an ETag need `If-Match` with the one last read; creations may carry an `Idempotency-Key`. Errors are problem documents (RFC 9457).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: baseUrl }],
    security: [{ token: [] }, {}],
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API token from your account page, with its scopes.',
        },
      },
      schemas: { Problem: responseJsonSchema(problemSchema) },
    },
  };
}

/** The refusals a route can answer with, derived from what it declares. */
export function refusalsOf(route: AnyRoute): readonly RefusalCode[] {
  const codes: RefusalCode[] = ['bad-request'];
  // A token that is not good is refused even where none is needed.
  if (route.actor === 'bearer' || route.permission !== 'anyone') codes.push('unauthenticated');
  if (route.permission !== 'anyone') codes.push('forbidden');
  if (route.params || (route.permission !== 'anyone' && needsObject(route.permission)))
    codes.push('not-found');
  if (route.api?.idempotent) codes.push('conflict');
  if (route.api?.conditional) codes.push('stale', 'precondition-required');
  if (route.body) codes.push('too-large', 'unsupported-media-type');
  if (route.body || route.query) codes.push('invalid');
  return [
    ...new Set<RefusalCode>([...codes, ...(route.api?.refusals ?? []), 'too-many-requests', 'overloaded']),
  ];
}

function operation(route: AnyRoute): Json {
  const { api } = route;
  if (!api) return {};
  return {
    operationId: operationId(route),
    summary: api.summary,
    ...(api.description ? { description: api.description } : {}),
    tags: [api.tag],
    parameters: [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)],
    ...(route.body ? { requestBody: requestBody(route) } : {}),
    responses: { ...successes(route), ...problems(route) },
  };
}

const operationId = ({ method, url }: AnyRoute): string =>
  `${method.toLowerCase()}${url.replace('/api/v1', '').replace(/[/:.-]+([a-z])/gi, (_, letter: string) => letter.toUpperCase())}`;

const inputSchema = (schema: z.ZodType): Json =>
  z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input', unrepresentable: 'any' }) as Json;

function pathParameters({ url, params }: AnyRoute): Json[] {
  const properties = (params ? (inputSchema(params)['properties'] as Record<string, Json>) : {}) ?? {};
  return [...url.matchAll(/:([a-z]+)/gi)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: properties[name] ?? { type: 'string' },
  }));
}

function queryParameters({ query }: AnyRoute): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = inputSchema(query) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(typeof schema['description'] === 'string' ? { description: schema['description'] } : {}),
    schema,
  }));
}

function headerParameters({ api }: AnyRoute): Json[] {
  const parameters: Json[] = [];
  if (api?.conditional)
    parameters.push({
      name: 'If-Match',
      in: 'header',
      required: true,
      description: 'The ETag you last read, or * to change whatever is there.',
      schema: { type: 'string', pattern: '^(\\*|"v\\d{1,9}")$', examples: ['"v3"'] },
    });
  if (api?.idempotent)
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description:
        'Any string of yours, unique to this creation: sending it again answers the same and creates nothing.',
      schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
    });
  return parameters;
}

function requestBody({ body, api }: AnyRoute): Json {
  if (!body) return {};
  const type = {
    json: 'application/json',
    form: 'application/x-www-form-urlencoded',
    multipart: 'multipart/form-data',
  }[body.type];
  return {
    required: true,
    content: {
      [type]: {
        schema: body.type === 'multipart' ? withOneFile(inputSchema(body.schema)) : inputSchema(body.schema),
        ...(api?.example === undefined ? {} : { example: api.example }),
      },
    },
  };
}

/** The parts of a form are values and files; a schema of ours speaks only of the values. */
const withOneFile = ({ properties = {}, required = [], ...schema }: Json): Json => ({
  ...schema,
  properties: { ...(properties as Json), file: { type: 'string', format: 'binary' } },
  required: [...(required as string[]), 'file'],
});

function successes({ api }: AnyRoute): Json {
  const entries = Object.entries(api?.responses ?? {}).map(
    ([status, { schema, description, headers, contentType }]) => [
      status,
      {
        description,
        ...(headers ? { headers: describeHeaders(headers) } : {}),
        ...(schema ? { content: { 'application/json': { schema: responseJsonSchema(schema) } } } : {}),
        ...(contentType
          ? { content: { [contentType]: { schema: { type: 'string', format: 'binary' } } } }
          : {}),
      },
    ],
  );
  return Object.fromEntries(entries);
}

const describeHeaders = (headers: Readonly<Record<string, string>>): Json =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );

/** One response a status; where several refusals share it, each is an example of its own. */
function problems(route: AnyRoute): Json {
  const byStatus = new Map<number, RefusalCode[]>();
  for (const code of refusalsOf(route))
    byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => problemExample(code).title).join('; or: '),
        content: {
          'application/problem+json': {
            schema: { $ref: '#/components/schemas/Problem' },
            examples: Object.fromEntries(codes.map((code) => [code, { value: problemExample(code) }])),
          },
        },
      },
    ]),
  );
}

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
