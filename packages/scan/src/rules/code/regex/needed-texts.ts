import type { Ranges, Regex } from './syntax.ts';

/**
 * Texts, in lower case, one of which stands in whatever a pattern matches, case ignored; null when none of two or
 * more characters can be told. A search for them all at once tells which patterns are worth trying.
 */
export function neededTexts(regex: Regex): readonly string[] | null {
  return needsOf(regex).needed;
}

interface Needs {
  /** All it can match, when that is a few texts. */
  readonly exact: readonly string[] | null;
  readonly needed: readonly string[] | null;
}

const maxTexts = 64;
const minLength = 2;
const nothing: Needs = { exact: [''], needed: null };

function needsOf(regex: Regex): Needs {
  switch (regex.kind) {
    case 'one':
      return ofExact(charactersOf(regex.ranges));
    case 'all':
      return ofSequence(regex.parts.map(needsOf));
    case 'either':
      return ofBranches(regex.branches.map(needsOf));
    case 'repeat': {
      const body = needsOf(regex.body);
      if (regex.max === 1 && regex.min === 0)
        return { exact: body.exact && ['', ...body.exact], needed: null };
      if (regex.max === 1) return body;
      return { exact: null, needed: regex.min > 0 ? body.needed : null };
    }
    case 'look':
      return { exact: [''], needed: regex.negative ? null : needsOf(regex.body).needed };
    default:
      return nothing;
  }
}

/** Null for more than four characters, and for what is not ASCII. */
function charactersOf(ranges: Ranges): readonly string[] | null {
  const found: string[] = [];
  for (const [low, high] of ranges) {
    if (high > 127 || high - low > 3) return null;
    for (let code = low; code <= high; code++) {
      const char = String.fromCharCode(code).toLowerCase();
      if (!found.includes(char)) found.push(char);
    }
  }
  return found.length === 0 || found.length > 4 ? null : found;
}

function ofExact(exact: readonly string[] | null): Needs {
  const few = exact && exact.length <= maxTexts ? exact : null;
  return { exact: few, needed: few?.every((text) => text.length >= minLength) ? few : null };
}

function ofSequence(parts: readonly Needs[]): Needs {
  let run: readonly string[] = [''];
  let isExact = true;
  let best: readonly string[] | null = null;
  for (const { exact, needed } of parts) {
    best = better(best, needed);
    const joined = exact && run.length * exact.length <= maxTexts ? product(run, exact) : null;
    if (joined) {
      run = joined;
      continue;
    }
    best = better(best, ofExact(run).needed);
    isExact = false;
    run = exact ?? [''];
  }
  return { exact: isExact ? run : null, needed: better(best, ofExact(run).needed) };
}

function ofBranches(branches: readonly Needs[]): Needs {
  const exacts = branches.map(({ exact }) => exact);
  const all = exacts.every((exact) => exact !== null) ? ofExact([...new Set(exacts.flat())]) : null;
  const needed = branches.map((branch) => branch.needed);
  return {
    exact: all?.exact ?? null,
    needed: needed.every((texts) => texts !== null) ? [...new Set(needed.flat())] : (all?.needed ?? null),
  };
}

function product(begins: readonly string[], ends: readonly string[]): readonly string[] {
  const [begin, end] = [begins[0] ?? '', ends[0] ?? ''];
  if (ends.length === 1) return end === '' ? begins : begins.map((one) => one + end);
  if (begins.length === 1) return begin === '' ? ends : ends.map((one) => begin + one);
  return [...new Set(begins.flatMap((one) => ends.map((other) => one + other)))];
}

/** The longer the shortest, the rarer; of equals the fewer. */
function better(a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null {
  if (!a || !b) return a ?? b;
  const [shortA, shortB] = [shortest(a), shortest(b)];
  return shortA > shortB || (shortA === shortB && a.length <= b.length) ? a : b;
}

const shortest = (texts: readonly string[]): number => Math.min(...texts.map(({ length }) => length));
