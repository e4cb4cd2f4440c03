import { LineCounter, parseAllDocuments } from 'yaml';
import { isObject, type JsonObject } from '../logs/json-line.ts';
import { parseDuration } from './duration.ts';
import { compileCondition, compileFilter, compileText, watchesAlerts } from './expression/compile.ts';
import type { DataFiles } from './expression/functions.ts';
import { ExpressionError } from './expression/lexer.ts';
import type { Scenario, ScenarioLabels } from './scenario.ts';

/** Why a scenario wasn't loaded, and what to do. */
export interface ScenarioProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export interface LoadedScenarios {
  readonly scenarios: readonly Scenario[];
  readonly problems: readonly ScenarioProblem[];
}

/**
 * Scenarios of one file in CrowdSec's YAML, several documents allowed. What can't be loaded is named in `problems`;
 * the rest of the file still counts. Source: CrowdSec docs, "Scenarios format".
 */
export function readHubScenarios(yaml: string, file: string, files: DataFiles): LoadedScenarios {
  const lines = new LineCounter();
  const documents = parseAllDocuments(yaml, { lineCounter: lines });
  const scenarios: Scenario[] = [];
  const problems: ScenarioProblem[] = [];
  for (const document of documents) {
    const start = lines.linePos(document.range?.[0] ?? 0).line;
    const broken = document.errors[0];
    if (broken) {
      problems.push({
        file,
        line: broken.linePos?.[0].line ?? start,
        message: broken.message.split('\n')[0] ?? '',
      });
      continue;
    }
    const value: unknown = document.toJS();
    if (value === null || value === undefined) continue;
    const lineOf = (key: string) => {
      const node: unknown = document.get(key, true);
      const range = isObject(node) ? node['range'] : undefined;
      return Array.isArray(range) ? lines.linePos(Number(range[0])).line : start;
    };
    try {
      scenarios.push(compileScenario(value, files));
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      problems.push({ file, line: lineOf(error.key), message: error.message });
    }
  }
  return { scenarios, problems };
}

class ScenarioError extends Error {
  readonly key: string;

  constructor(key: string, message: string) {
    super(message);
    this.key = key;
  }
}

function compileScenario(value: unknown, files: DataFiles): Scenario {
  if (!isObject(value)) throw new ScenarioError('', 'expected a mapping with name, type and filter');
  const name = textOf(value, 'name');
  const filter = textOf(value, 'filter');
  if (name === '') throw new ScenarioError('name', 'name is missing: every scenario needs one');
  if (filter === '') throw new ScenarioError('filter', `${name}: filter is missing`);
  const type = typeOf(value);
  const capacity = capacityOf(value, type);
  return {
    name,
    description: textOf(value, 'description'),
    type,
    watches: watchesAlerts(filter) ? 'alerts' : 'events',
    kinds: null,
    marks: null,
    filter: compiled(value, 'filter', () => compileFilter(filter, files)),
    groupBy: optional(value, 'groupby', (source) => compileText(source, files)) ?? (() => ''),
    distinct: optional(value, 'distinct', (source) => compileText(source, files)),
    capacity,
    leakMs: durationOf(value, 'leakspeed', type === 'leaky' || type === 'conditional'),
    durationMs: durationOf(value, 'duration', type === 'counter'),
    blackholeMs: durationOf(value, 'blackhole', false),
    cacheSize: cacheSizeOf(value, capacity),
    relief: null,
    cancelOn: optional(value, 'cancel_on', (source) => compileFilter(source, files)),
    condition: conditionOf(value, type, files),
    overflowFilter: overflowFilterOf(value, files),
    reprocess: value['reprocess'] === true,
    scope: scopeOf(value, files),
    remediation: isObject(value['labels']) && value['labels']['remediation'] === true,
    labels: labelsOf(value),
  };
}

function typeOf(value: JsonObject): Scenario['type'] {
  const type = value['type'];
  if (type === 'leaky' || type === 'trigger' || type === 'counter' || type === 'conditional') return type;
  throw new ScenarioError(
    'type',
    `type is ${JSON.stringify(type ?? null)}: expected leaky, trigger, counter or conditional`,
  );
}

function capacityOf(value: JsonObject, type: Scenario['type']): number {
  const capacity = value['capacity'] ?? (type === 'leaky' ? undefined : type === 'trigger' ? 0 : -1);
  if (typeof capacity !== 'number' || !Number.isInteger(capacity))
    throw new ScenarioError(
      'capacity',
      `capacity is ${JSON.stringify(capacity ?? null)}: expected a whole number`,
    );
  if (type === 'leaky' && capacity <= 0)
    throw new ScenarioError('capacity', `capacity is ${capacity}: a leaky bucket needs one above 0`);
  return capacity;
}

function cacheSizeOf(value: JsonObject, capacity: number): number {
  const most = capacity > 0 ? Math.min(capacity + 1, mostKept) : mostKept;
  const asked = value['cache_size'];
  return typeof asked === 'number' && asked > 0 ? Math.min(asked, most) : most;
}

/** Evidence beyond this is never read. */
const mostKept = 100;

function durationOf(value: JsonObject, key: string, required: boolean): number {
  const text = value[key] === undefined ? '' : String(value[key]);
  if (text === '' && !required) return 0;
  const ms = parseDuration(text);
  if (ms === null || (required && ms <= 0))
    throw new ScenarioError(key, `${key} is ${JSON.stringify(text)}: expected a duration like 10s or 1h30m`);
  return ms;
}

function conditionOf(value: JsonObject, type: Scenario['type'], files: DataFiles): Scenario['condition'] {
  const condition = optional(value, 'condition', (source) => compileCondition(source, files));
  if (type === 'conditional' && condition === null)
    throw new ScenarioError('condition', 'condition is missing: a conditional scenario needs one');
  return condition;
}

function overflowFilterOf(value: JsonObject, files: DataFiles): Scenario['overflowFilter'] {
  const condition = optional(value, 'overflow_filter', (source) => compileCondition(source, files));
  if (condition === null) return null;
  return (queue) => {
    const last = queue[queue.length - 1];
    return last !== undefined && condition(queue, last);
  };
}

function scopeOf(value: JsonObject, files: DataFiles): Scenario['scope'] {
  const scope = value['scope'];
  if (!isObject(scope) || typeof scope['type'] !== 'string') return null;
  const type = scope['type'].toLowerCase();
  const source = typeof scope['expression'] === 'string' ? scope['expression'] : 'evt.Meta.source_ip';
  const valueIn = compiled(value, 'scope', () => compileText(source, files));
  return (subject) => ({ type, value: valueIn(subject) });
}

function labelsOf(value: JsonObject): ScenarioLabels {
  const labels = isObject(value['labels']) ? value['labels'] : {};
  const number = (key: string) => (typeof labels[key] === 'number' ? labels[key] : 0);
  const classification = labels['classification'];
  return {
    label: textOf(labels, 'label'),
    behavior: textOf(labels, 'behavior'),
    service: textOf(labels, 'service'),
    confidence: number('confidence'),
    spoofable: number('spoofable'),
    classification: Array.isArray(classification) ? classification.map(String) : [],
  };
}

function optional<T>(value: JsonObject, key: string, compile: (source: string) => T): T | null {
  const source = textOf(value, key);
  return source === '' ? null : compiled(value, key, () => compile(source));
}

function compiled<T>(value: JsonObject, key: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof ExpressionError || error instanceof MissingDataFile)) throw error;
    const where = error instanceof ExpressionError ? ` (character ${error.at + 1})` : '';
    throw new ScenarioError(key, `${textOf(value, 'name')}: ${key}${where}: ${error.message}`);
  }
}

/** A list a scenario names that isn't there. */
export class MissingDataFile extends Error {
  constructor(name: string, directory: string) {
    super(
      `data file ${name} is not in ${directory}: put it there (CrowdSec's packages carry it) or leave the scenario out`,
    );
    this.name = 'MissingDataFile';
  }
}

function textOf(value: JsonObject, key: string): string {
  const found = value[key];
  return typeof found === 'string' ? found.trim() : '';
}
