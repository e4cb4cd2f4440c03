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

interface Count {
  readonly text: string;
  readonly limit: number;
  steps: number;
}

class TooMany extends Error {}

/** How many steps a backtracking matcher takes from one place of a text; above the limit it gives up. */
export function stepsOn(regex: Regex, text: string, from = 0, limit = maxSteps): number {
  const count: Count = { text, limit, steps: 0 };
  try {
    match(regex, from, count, () => true);
  } catch (error) {
    if (!(error instanceof TooMany) && !(error instanceof RangeError)) throw error;
    return limit;
  }
  return count.steps;
}

type Next = (at: number) => boolean;

function match(regex: Regex, at: number, count: Count, next: Next): boolean {
  if (++count.steps > count.limit) throw new TooMany();
  switch (regex.kind) {
    case 'one':
      return at < count.text.length && regex.has(count.text.charCodeAt(at)) && next(at + 1);
    case 'start':
      return at === 0 && next(at);
    case 'end':
      return at === count.text.length && next(at);
    case 'boundary':
      return (isWordAt(count.text, at - 1) === isWordAt(count.text, at)) === regex.negative && next(at);
    case 'all':
      return matchFrom(regex.parts, 0, at, count, next);
    case 'either':
      return regex.branches.some((branch) => match(branch, at, count, next));
    case 'repeat':
      return matchRepeat(regex, 0, at, count, next);
    case 'look':
      // What lies behind is taken to be there: only what is ahead is read.
      return (regex.behind || match(regex.body, at, count, () => true) !== regex.negative) && next(at);
    default:
      return false;
  }
}

const isWordAt = (text: string, at: number): boolean => /^\w$/.test(text.charAt(at));

function matchFrom(parts: readonly Regex[], index: number, at: number, count: Count, next: Next): boolean {
  const part = parts[index];
  return part ? match(part, at, count, (to) => matchFrom(parts, index + 1, to, count, next)) : next(at);
}

function matchRepeat(
  regex: Extract<Regex, { kind: 'repeat' }>,
  done: number,
  at: number,
  count: Count,
  next: Next,
): boolean {
  const more = () =>
    done < regex.max &&
    // An empty round ends the loop. Source: ECMA-262 RepeatMatcher step 2.b.
    match(regex.body, at, count, (to) =>
      to === at && done >= regex.min ? false : matchRepeat(regex, done + 1, to, count, next),
    );
  if (done < regex.min) return more();
  return regex.lazy ? next(at) || more() : more() || next(at);
}
