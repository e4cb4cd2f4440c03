import type { Event } from '../../logs/event.ts';

/*
 * Every scenario looks at the same event in turn, so each of these remembers its answer for the last event: asked
 * twenty times, computed once.
 */

/** Path in lower case, as sent. */
export const lowerPath = remembered((event) => cut(event.path).toLowerCase());

/** What follows the last dot of the last segment, lower case, without the dot; `''` when there is none. */
export const extension = remembered((event) => {
  const dot = event.path.lastIndexOf('.');
  if (dot < 0 || event.path.length - dot > 12 || event.path.lastIndexOf('/') > dot) return '';
  return event.path.slice(dot + 1).toLowerCase();
});

/** Arguments, percent-decoded twice, plus signs as blanks, lower case. */
export const decodedArgs = remembered((event) => (event.args === null ? '' : decode(event.args)));

/** Path and arguments, decoded the same way. */
export const decodedTarget = remembered((event) => {
  const args = decodedArgs(event);
  return args === '' ? decode(event.path) : `${decode(event.path)}?${args}`;
});

/**
 * The request up to the end of what a pattern finds in it: one name for one try. A search box that asks after every
 * letter typed sends the same beginning again and again; an attack tool varies it.
 */
export function throughMatch(pattern: RegExp, event: Event): string {
  const text = decodedTarget(event);
  const found = pattern.exec(text);
  return found === null ? text : text.slice(0, found.index + found[0].length);
}

/**
 * What a pattern finds, with the path and the name of the parameter it stands in. Where whole documents are sent to be
 * shown (a playground, a preview) the text before it differs every time.
 */
export function matchInParameter(pattern: RegExp, event: Event): string {
  const before = throughMatch(pattern, event);
  const name = before.slice(Math.max(before.lastIndexOf('&'), before.indexOf('?')) + 1).split('=', 1)[0];
  return `${event.path} ${name} ${pattern.exec(before)?.[0] ?? ''}`;
}

/**
 * Whether the request holds any character an injection needs. Almost no ordinary request does, and this one look
 * spares it all the patterns.
 */
export const isUnusual = remembered(
  (event) => unusual.test(event.path) || (event.args !== null && unusual.test(event.args)),
);

const unusual = /[%<>'"`$(){};|\\*]|\.\.|--|\/etc\//;

/** Longer requests are cut: patterns must not cost more than linear time on a client's text. */
const longest = 4096;

function remembered<T>(compute: (event: Event) => T): (event: Event) => T {
  let last: Event | null = null;
  let answer: T | undefined;
  return (event) => {
    if (event === last && answer !== undefined) return answer;
    const found = compute(event);
    last = event;
    answer = found;
    return found;
  };
}

function cut(text: string): string {
  return text.length > longest ? text.slice(0, longest) : text;
}

function decode(text: string): string {
  const short = cut(text);
  const once = percentDecode(short.includes('+') ? short.replaceAll('+', ' ') : short);
  return (once.includes('%') ? percentDecode(once) : once).toLowerCase();
}

/** `%XX`, nginx's `\xXX` and the old `%uXXXX`; anything else stays as it is. */
function percentDecode(text: string): string {
  if (!text.includes('%') && !text.includes('\\x')) return text;
  return text.replaceAll(
    /%u([0-9a-fA-F]{4})|(?:%|\\x)([0-9a-fA-F]{2})/g,
    (_, wide: string | undefined, narrow: string) => String.fromCharCode(Number.parseInt(wide ?? narrow, 16)),
  );
}
