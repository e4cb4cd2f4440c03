import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  visit,
} from 'yaml';
import type { Parser } from '../engine/file.ts';

/** Where something stands: offsets in the file's text, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A node of a YAML document, aliases followed, with its place. */
export interface Yaml extends Span {
  readonly node: Node;
  readonly scope: Scope;
}

/** A key with its value; the place is that of both. */
export interface Entry extends Span {
  readonly key: string;
  /** Null where nothing stands after the colon. */
  readonly value: Yaml | null;
}

/** What aliases of one document lead to, and how many more may be followed. */
interface Scope {
  readonly text: string;
  readonly document: Document;
  anchors: Map<string, Node[]> | null;
  hops: number;
}

/** A bomb of aliases grows by factors of ten; no honest file follows so many. */
const maxHops = 10_000;

/** A file of settings as YAML, read once for all rules that ask. */
export const yamlFile: Parser<Yaml[]> = { name: 'YAML', parse: ({ text }) => yamlDocuments(text) };

/**
 * The roots of all documents of a stream. Aliases and merge keys are followed where somebody looks, never expanded.
 * Throws on text that is no YAML, and later on, when a document has its reader follow more than 10,000 aliases.
 */
export function yamlDocuments(text: string): Yaml[] {
  const documents = parseAllDocuments(text, {
    logLevel: 'silent',
    prettyErrors: false,
    strict: false,
    // Comparing each key with all others is quadratic.
    uniqueKeys: false,
  });
  // Of a stream without a document, the empty list comes with properties of its own.
  return [...documents].flatMap((document) => {
    const [error] = document.errors;
    if (error) throw new Error(error.message);
    const root = yamlOf(document.contents, { text, document, anchors: null, hops: 0 });
    return root ? [root] : [];
  });
}

/** What a path of keys leads to, or null; a merged map (`<<`) answers for keys that the map itself lacks. */
export function at(yaml: Yaml | null, ...path: readonly string[]): Yaml | null {
  let found = yaml;
  for (const key of path) found = found && valueAt(found, key);
  return found;
}

/** The key and its value, for places that must show both. */
export const entryAt = (yaml: Yaml | null, key: string): Entry | null =>
  entriesOf(yaml).find((entry) => entry.key === key) ?? null;

/** The elements of a list; none of anything else. */
export function itemsOf(yaml: Yaml | null): Yaml[] {
  if (!yaml || !isSeq(yaml.node)) return [];
  return yaml.node.items.flatMap((item) => yamlOf(item, yaml.scope) ?? []);
}

/** The entries of a map, merged ones last and only where the map has none of that key; none of anything else. */
export function entriesOf(yaml: Yaml | null): Entry[] {
  if (!yaml || !isMap(yaml.node)) return [];
  const own = yaml.node.items.filter(({ key }) => !isMerge(key)).map((pair) => entryOf(pair, yaml.scope));
  const merged = mergedInto(yaml).flatMap(entriesOf);
  if (merged.length === 0) return own;
  const byKey = new Map<string, Entry>();
  for (const entry of [...own, ...merged]) if (!byKey.has(entry.key)) byKey.set(entry.key, entry);
  return [...byKey.values()];
}

/** A scalar as it is written, quotes and block marks taken off; null for lists, maps and nothing. */
export function textOf(yaml: Yaml | null): string | null {
  if (!yaml || !isScalar(yaml.node) || yaml.node.value === null) return null;
  return yaml.node.source ?? String(yaml.node.value);
}

/** A scalar with its place. */
export interface PlacedText extends Span {
  readonly text: string;
}

/** Null for lists, maps and nothing. */
export function placedText(yaml: Yaml | null): PlacedText | null {
  const text = textOf(yaml);
  return yaml && text !== null ? { start: yaml.start, end: yaml.end, text } : null;
}

/** The scalars of a list, or a single one: commands are written either way. */
export function textsOf(yaml: Yaml | null): PlacedText[] {
  const items = itemsOf(yaml);
  return (items.length > 0 ? items : [yaml]).flatMap((one) => placedText(one) ?? []);
}

/** Every map, below and at a node, where it stands: aliases are not followed. */
export function mapsIn({ node, scope }: Yaml): Yaml[] {
  const found: Yaml[] = [];
  visit(node, {
    Map(_, map) {
      const one = yamlOf(map, scope);
      if (one) found.push(one);
    },
  });
  return found;
}

/** Every value that is a scalar, below and at a node, where it stands: keys are none, aliases are not followed. */
export function scalarsIn({ node, scope }: Yaml): PlacedText[] {
  const found: PlacedText[] = [];
  visit(node, {
    Scalar(key, scalar) {
      const text = key === 'key' ? null : placedText(yamlOf(scalar, scope));
      if (text) found.push(text);
    },
  });
  return found;
}

/** True as YAML 1.1 writes it, which Compose and Kubernetes still take. */
export const isTrue = (yaml: Yaml | null): boolean => /^(true|yes|on)$/i.test(textOf(yaml) ?? '');
export const isFalse = (yaml: Yaml | null): boolean => /^(false|no|off)$/i.test(textOf(yaml) ?? '');

function valueAt(yaml: Yaml, key: string): Yaml | null {
  if (!isMap(yaml.node)) return null;
  for (const pair of yaml.node.items)
    if (isScalar(pair.key) && String(pair.key.value) === key) return yamlOf(pair.value, yaml.scope);
  for (const map of mergedInto(yaml)) {
    const found = valueAt(map, key);
    if (found) return found;
  }
  return null;
}

function entryOf({ key, value }: Pair, scope: Scope): Entry {
  const name = yamlOf(key, scope);
  const content = yamlOf(value, scope);
  // The value of an alias stands elsewhere; the entry's place is where it is used.
  const last = isNode(value) ? value.range : null;
  return {
    key: isScalar(key) ? String(key.value) : '',
    start: name?.start ?? content?.start ?? 0,
    end: last?.[1] ?? name?.end ?? 0,
    value: content,
  };
}

const isMerge = (key: unknown): boolean => isScalar(key) && key.value === '<<';

function mergedInto(yaml: Yaml): Yaml[] {
  if (!isMap(yaml.node)) return [];
  return yaml.node.items
    .filter(({ key }) => isMerge(key))
    .flatMap(({ value }) => {
      const merged = yamlOf(value, yaml.scope);
      return merged && isSeq(merged.node) ? itemsOf(merged) : (merged ?? []);
    });
}

function yamlOf(node: unknown, scope: Scope): Yaml | null {
  if (!isNode(node)) return null;
  const target = isAlias(node) ? targetOf(node, scope) : node;
  if (!target) return null;
  const [start, end] = target.range ?? [0, 0];
  return { node: target, start, end, scope };
}

function targetOf(alias: Alias, scope: Scope): Node | null {
  if (++scope.hops > maxHops) throw new Error(`more than ${maxHops} aliases are followed`);
  scope.anchors ??= anchorsOf(scope.document);
  const place = alias.range?.[0] ?? 0;
  const target = scope.anchors.get(alias.source)?.findLast(({ range }) => (range?.[0] ?? 0) < place);
  // An alias within what it names would be followed for ever.
  return target && (target.range?.[1] ?? 0) <= place ? target : null;
}

function anchorsOf(document: Document): Map<string, Node[]> {
  const anchors = new Map<string, Node[]>();
  visit(document, {
    Value(_, node) {
      if (node.anchor) anchors.set(node.anchor, [...(anchors.get(node.anchor) ?? []), node]);
    },
  });
  return anchors;
}
