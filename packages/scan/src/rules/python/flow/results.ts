import type { PyNode } from '../syntax.ts';
import type { Call } from './call.ts';
import { clip, dotted } from './dotted-name.ts';
import { isCleaning, isLookUp, isPassing } from './known-calls.ts';
import { beforeFirstHole } from './literals.ts';
import { sourceNamed } from './sources.ts';
import {
  type Fallback,
  harmlessValue,
  stepOn,
  type Taint,
  taintOf,
  unknownValue,
  type Value,
} from './value.ts';

/** What a call gives whose function is not in the file: by its name, and by what goes into it. */
export function resultOf(call: Call, textOf: (node: PyNode) => string): Value {
  const values = call.arguments.map(({ value }) => value);
  const source = sourceNamed(`${call.name}()`);
  if (source && !call.receiver?.taint)
    return {
      ...unknownValue,
      taint: taintFrom(call.node, source.origin, `\`${clip(textOf(call.node))}\`: ${source.message}`),
      fallback: fallbackOf(call),
    };
  if (isCleaning(call.name)) return harmlessValue;
  // A file the code names is the program's own.
  if (/^((builtins|io|codecs)\.)?open$/.test(call.name) && values[0]?.harmless) return harmlessValue;
  const looked = lookedUpName(call);
  if (looked !== null) return { ...unknownValue, name: looked };
  const { receiver } = call;
  // `sql.SQL("…").format(…)` of psycopg and `Markup("…").format(…)` quote what they are given.
  if (call.method === 'format' && /(^|\.)(SQL|Markup)\(\)$/.test(receiver?.name ?? '')) return harmlessValue;
  if (call.method === 'format' && receiver) return format(receiver, '{', values);
  const all = receiver ? [receiver, ...values] : values;
  if (isPassing(call.name)) return passed(call, all);
  if (isLookUp(call.name)) return { ...unknownValue, taint: receiver?.taint ?? null };
  const taint = stepOn(taintOf(all), call.node, `through \`${clip(call.name)}\``);
  return { ...unknownValue, taint: taint && { ...taint, throughUnknown: true } };
}

/** Why a value is not the program's own, first step. */
export const taintFrom = (node: PyNode, origin: Taint['origin'], message: string): Taint => ({
  origin,
  step: { node, message, before: null },
  throughUnknown: false,
});

/** A template of printf's (`%`) or `str.format`'s (`{`) holes, filled. */
export function format(template: Value, style: '%' | '{', holes: readonly Value[]): Value {
  const harmless = template.harmless && holes.every((hole) => hole.harmless);
  const prefix = beforeFirstHole(template.text ?? template.prefix, style);
  return { ...unknownValue, taint: taintOf([template, ...holes]), prefix, built: !harmless, harmless };
}

function passed(call: Call, all: readonly Value[]): Value {
  const [first] = all;
  const harmless = all.every((value) => value.harmless);
  if (call.method === 'get' || call.method === 'pop' || call.method === 'setdefault')
    return { ...unknownValue, taint: first?.taint ?? null, harmless, fallback: fallbackOf(call) };
  const built =
    all.some((value) => value.built) ||
    (call.method === 'join' && !harmless && call.receiver?.text !== null && call.receiver !== null);
  const prefix = call.method === 'join' ? '' : (first?.prefix ?? '');
  // `User(…).dict()`: the fields are those of the class.
  const fixedKeys = all.length > 0 && all.every((value) => value.fixedKeys);
  return { ...unknownValue, taint: taintOf(all), harmless, built, prefix, fixedKeys };
}

/** `values.get(key, "fallback")`. */
function fallbackOf({ method, arguments: given }: Call): Fallback | null {
  const second = given[1];
  if (!second || !/^(get|pop|setdefault|getenv|get_argument)$/.test(method)) return null;
  return second.value.text === null ? null : { text: second.value.text, node: second.node };
}

/** `getattr(os, 'system')` and `__import__('os')` with names from the text are what they name. */
function lookedUpName({ name, arguments: given }: Call): string | null {
  const [first, second] = given;
  if (name === 'getattr' && first && second?.value.text) return dotted(first.value.name, second.value.text);
  if (/^(__import__|importlib\.import_module)$/.test(name)) return first?.value.text ?? null;
  return null;
}
