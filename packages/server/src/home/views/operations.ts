import type { Scope } from '../../permission/actor.ts';
import { scopeOf } from '../../permission/can.ts';
import type { RefusalCode } from '../../refusal.ts';
import { openApiDocument, refusalsOf } from '../../web/openapi.ts';
import type { AnyRoute, ApiDescription } from '../../web/route.ts';

export interface Field {
  name: string;
  type: string;
  required: boolean;
  description: string;
}

export interface Operation {
  id: string;
  method: string;
  path: string;
  api: ApiDescription;
  /** What the token must allow; null when any will do. */
  scope: Scope | null;
  parameters: readonly (Field & { place: string })[];
  body: { type: string; fields: readonly Field[]; example: string | null } | null;
  responses: readonly { status: string; description: string; fields: readonly Field[] }[];
  refusals: readonly RefusalCode[];
}

export interface OperationGroup {
  tag: string;
  operations: readonly Operation[];
}

type Json = Readonly<Record<string, unknown>>;

/** What the reference page shows, read off the same document that machines get. */
export function operationsByTag(routes: readonly AnyRoute[]): readonly OperationGroup[] {
  const paths = objectAt(openApiDocument(routes, '', ''), 'paths');
  const groups = new Map<string, Operation[]>();
  for (const route of routes) {
    if (!route.api) continue;
    const path = route.url.replace(/:([a-z]+)/gi, '{$1}');
    const described = objectAt(objectAt(paths, path), route.method.toLowerCase());
    const operation = {
      ...read(described),
      method: route.method,
      path,
      api: route.api,
      scope: route.permission === 'anyone' ? null : scopeOf(route.permission),
      refusals: refusalsOf(route),
    };
    groups.set(route.api.tag, [...(groups.get(route.api.tag) ?? []), operation]);
  }
  return [...groups].map(([tag, operations]) => ({ tag, operations }));
}

function read(described: Json): Pick<Operation, 'id' | 'parameters' | 'body' | 'responses'> {
  const content = objectAt(objectAt(described, 'requestBody'), 'content');
  const [body] = Object.entries(content);
  return {
    id: String(described['operationId']),
    parameters: listAt(described, 'parameters').map((parameter) => ({
      name: String(parameter['name']),
      place: String(parameter['in']),
      type: typeOf(objectAt(parameter, 'schema')),
      required: parameter['required'] === true,
      description: String(parameter['description'] ?? ''),
    })),
    body: body ? bodyOf(body[0], asObject(body[1])) : null,
    responses: Object.entries(objectAt(described, 'responses'))
      .filter(([status]) => Number(status) < 400)
      .map(([status, response]) => responseOf(status, asObject(response))),
  };
}

const bodyOf = (type: string, content: Json): NonNullable<Operation['body']> => ({
  type,
  fields: fieldsOf(objectAt(content, 'schema'), ''),
  example: content['example'] === undefined ? null : JSON.stringify(content['example'], null, 2),
});

const responseOf = (status: string, response: Json): Operation['responses'][number] => ({
  status,
  description: String(response['description']),
  fields: fieldsOf(objectAt(objectAt(objectAt(response, 'content'), 'application/json'), 'schema'), ''),
});

/** Every field by its path; `items[].title` is the title of each item. */
function fieldsOf(schema: Json, prefix: string): Field[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(objectAt(schema, 'properties')).flatMap(([name, value]) => {
    const child = asObject(value);
    const path = `${prefix}${name}`;
    const field = {
      name: path,
      type: typeOf(child),
      required: required.includes(name),
      description: String(child['description'] ?? ''),
    };
    return [field, ...fieldsOf(child, `${path}.`), ...fieldsOf(objectAt(child, 'items'), `${path}[].`)];
  });
}

function typeOf(schema: Json): string {
  if (Array.isArray(schema['enum'])) return schema['enum'].map(String).join(' | ');
  if (schema['const'] !== undefined) return String(schema['const']);
  const branches = listAt(schema, 'anyOf');
  if (branches.length > 0) return [...new Set(branches.map(typeOf))].join(' or ');
  if (schema['type'] === 'array') return `list of ${typeOf(objectAt(schema, 'items'))}`;
  const type = Array.isArray(schema['type']) ? schema['type'].join(' or ') : String(schema['type'] ?? 'text');
  return typeof schema['format'] === 'string' ? `${type} (${schema['format']})` : type;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const asObject = (value: unknown): Json => (isObject(value) ? value : {});
const objectAt = (value: Json, name: string): Json => asObject(value[name]);
const listAt = (value: Json, name: string): Json[] =>
  Array.isArray(value[name]) ? (value[name] as unknown[]).filter(isObject) : [];
