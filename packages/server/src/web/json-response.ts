import fastJsonStringify from 'fast-json-stringify';
import { z } from 'zod';

export type JsonSchema = { [key: string]: unknown };

/**
 * A serializer that writes only what the schema declares, so a column added to a row never leaks by itself. Throws a
 * TypeError at start when the schema has a place where anything could pass (unknown, any, loose objects), because
 * there the promise would not hold.
 */
export function responseSerializer(schema: z.ZodType): (value: unknown) => string {
  const json = responseJsonSchema(schema);
  const hole = findHole(json, '');
  if (hole !== null)
    throw new TypeError(`A response schema must declare everything; "${hole}" lets anything pass.`);
  return fastJsonStringify(json);
}

/** JSON Schema (draft 7) of what a response holds. */
export const responseJsonSchema = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { target: 'draft-7', io: 'output', unrepresentable: 'any' }) as JsonSchema;

function findHole(schema: unknown, path: string): string | null {
  if (typeof schema !== 'object' || schema === null) return schema === true ? path || '(root)' : null;
  const node = schema as JsonSchema;
  const branches = [node['anyOf'], node['oneOf'], node['allOf']].filter(Array.isArray).flat();
  const declares = ['type', 'enum', 'const', '$ref'].some((key) => key in node) || branches.length > 0;
  if (!declares) return path || '(root)';
  const children: [string, unknown][] = [
    ...Object.entries((node['properties'] as JsonSchema | undefined) ?? {}).map(
      ([name, child]): [string, unknown] => [`${path}.${name}`, child],
    ),
    ...branches.map((child, index): [string, unknown] => [`${path}|${index}`, child]),
  ];
  if (node['items'] !== undefined) children.push([`${path}[]`, node['items']]);
  if (node['additionalProperties'] !== undefined && node['additionalProperties'] !== false)
    children.push([`${path}.*`, node['additionalProperties']]);
  for (const [name, child] of children) {
    const hole = findHole(child, name);
    if (hole !== null) return hole;
  }
  return null;
}
