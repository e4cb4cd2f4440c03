import { type Regex, readRegex } from './syntax.ts';

/**
 * A text on which a regular expression takes time that doubles with each repetition; null when none was found.
 * Found by counting the steps of a backtracking matcher, as every JavaScript engine is one: no clock, no guess.
 */
export function explodingText(pattern: string, flags: string): string | null {
  // Without a quantifier on a group nothing repeats in two ways.
  if (!/\)(?:[*+]|\{\d+,)/.test(pattern)) return null;
  const regex = readRegex(pattern, flags);
  if (!regex) return null;
  const attempts = loopsIn(regex, '').flatMap(({ before, body }) =>
    pumpsOf(body).flatMap((pump) => tails.map((tail) => ({ before, pump, tail }))),
  );
  for (const { before, pump, tail } of attempts.slice(0, 60)) {
    const text = (times: number) => before + pump.repeat(times) + tail;
    const some = stepsOn(regex, text(8), 0, maxSteps / growth);
    if (some < maxSteps / growth && stepsOn(regex, text(16), 0, growth * some) >= growth * some)
      return text(20);
  }
  return null;
}

const maxSteps = 500_000;
/** Of the steps when the text doubles: no polynomial below the fifth degree grows so. */
const growth = 32;
const tails = ['\u0001', '!', '\n', ''];

interface Loop {
  /** A text that leads to the loop. */
  readonly before: string;
  readonly body: Regex;
}

/** The unbounded loops over something that itself repeats or chooses. */
function loopsIn(regex: Regex, before: string): Loop[] {
  switch (regex.kind) {
    case 'all': {
      const loops: Loop[] = [];
      let text = before;
      for (const part of regex.parts) {
        loops.push(...loopsIn(part, text));
        text += sampleOf(part);
      }
      return loops;
    }
    case 'either':
      return regex.branches.flatMap((branch) => loopsIn(branch, before));
    case 'repeat': {
      const inner = loopsIn(regex.body, before);
      return regex.max > 20 && hasChoice(regex.body) ? [{ before, body: regex.body }, ...inner] : inner;
    }
    case 'look':
      return loopsIn(regex.body, before);
    default:
      return [];
  }
}

function hasChoice(regex: Regex): boolean {
  switch (regex.kind) {
    case 'all':
      return regex.parts.some(hasChoice);
    case 'either':
      return true;
    case 'repeat':
      return regex.min !== regex.max || hasChoice(regex.body);
    default:
      return false;
  }
}

/** The shortest text a part matches, roughly. */
export function sampleOf(regex: Regex): string {
  switch (regex.kind) {
    case 'one':
      return regex.sample;
    case 'all':
      return regex.parts.map(sampleOf).join('');
    case 'either':
      return regex.branches[0] ? sampleOf(regex.branches[0]) : '';
    case 'repeat':
      return sampleOf(regex.body).repeat(Math.min(regex.min, 10));
    default:
      return '';
  }
}

/** Texts that may match the body of a loop in more than one way: its samples, and the characters its parts share. */
function pumpsOf(body: Regex): string[] {
  const pumps = new Set<string>();
  const whole = sampleOf(body);
  if (whole !== '') pumps.add(whole);
  const collect = (regex: Regex): void => {
    switch (regex.kind) {
      case 'one':
        pumps.add(regex.sample);
        break;
      case 'all':
        regex.parts.forEach(collect);
        break;
      case 'either':
        for (const branch of regex.branches) {
          pumps.add(sampleOf(branch));
          collect(branch);
        }
        break;
      case 'repeat':
        pumps.add(sampleOf(regex.body));
        collect(regex.body);
        break;
      default:
    }
  };
  collect(body);
  pumps.delete('');
  return [...pumps].slice(0, 6);
}

class TooMany extends Error {}

/** How many steps a backtracking matcher takes from one place of a text; above the limit it gives up. */
export function stepsOn(regex: Regex, text: string, from = 0, limit = maxSteps): number {
  const matcher = matcherOf(regex);
  const { run } = matcher;
  run.text = text;
  run.limit = limit;
  run.steps = 0;
  try {
    matcher.match(from);
  } catch (error) {
    if (!(error instanceof TooMany) && !(error instanceof RangeError)) throw error;
    return limit;
  }
  return run.steps;
}

interface Run {
  text: string;
  limit: number;
  steps: number;
}

/** Goes on at a place; true when the rest matches from there. */
type Match = (at: number) => boolean;

interface Matcher {
  readonly run: Run;
  readonly match: Match;
}

const matchers = new WeakMap<Regex, Matcher>();

/** Put together once for each pattern, so that a step makes nothing. */
function matcherOf(regex: Regex): Matcher {
  let matcher = matchers.get(regex);
  if (!matcher) {
    const run: Run = { text: '', limit: 0, steps: 0 };
    matcher = { run, match: compiled(regex, run, () => true) };
    matchers.set(regex, matcher);
  }
  return matcher;
}

function compiled(regex: Regex, run: Run, next: Match): Match {
  const match = uncounted(regex, run, next);
  return (at) => {
    if (++run.steps > run.limit) throw new TooMany();
    return match(at);
  };
}

function uncounted(regex: Regex, run: Run, next: Match): Match {
  switch (regex.kind) {
    case 'one':
      return (at) => at < run.text.length && regex.has(run.text.charCodeAt(at)) && next(at + 1);
    case 'start':
      return (at) => at === 0 && next(at);
    case 'end':
      return (at) => at === run.text.length && next(at);
    case 'boundary':
      return (at) => (isWordAt(run.text, at - 1) === isWordAt(run.text, at)) === regex.negative && next(at);
    case 'all':
      return regex.parts.reduceRight<Match>((rest, part) => compiled(part, run, rest), next);
    case 'either': {
      const branches = regex.branches.map((branch) => compiled(branch, run, next));
      return (at) => branches.some((branch) => branch(at));
    }
    case 'repeat':
      return repeated(regex, run, next);
    case 'look': {
      const body = compiled(regex.body, run, () => true);
      // What lies behind is taken to be there: only what is ahead is read.
      return (at) => (regex.behind || body(at) !== regex.negative) && next(at);
    }
    default:
      return () => false;
  }
}

/** Rounds and the beginning of the present one are kept here, and put back on the way out of each. */
function repeated(regex: Extract<Regex, { kind: 'repeat' }>, run: Run, next: Match): Match {
  let rounds = 0;
  let begin = 0;
  const from = (count: number, at: number): boolean => {
    const roundsBefore = rounds;
    const beginBefore = begin;
    rounds = count;
    begin = at;
    const isMatch =
      count < regex.min ? body(at) : regex.lazy ? next(at) || more(count, at) : more(count, at) || next(at);
    rounds = roundsBefore;
    begin = beginBefore;
    return isMatch;
  };
  const more = (count: number, at: number): boolean => count < regex.max && body(at);
  const body = compiled(regex.body, run, (to) =>
    // An empty round ends the loop. Source: ECMA-262 RepeatMatcher step 2.b.
    to === begin && rounds >= regex.min ? false : from(rounds + 1, to),
  );
  return (at) => from(0, at);
}

const isWordAt = (text: string, at: number): boolean => /^\w$/.test(text.charAt(at));
