const turning = /[\u202A-\u202E\u2066-\u2069][^\n]*/g;

/** What the rules of every language say of it. */
export const hiddenDirectionCard = {
  title: 'Code that reads otherwise than it runs',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-838', 'CWE-506'],
  kind: 'security',
  what: 'A character that turns the direction of writing stands in the code.',
  fix: 'Take it out; write such characters in strings as `"\\u202e"`.',
  references: ['https://trojansource.codes/'],
} as const;

export const hiddenDirectionMessage = 'From here on the line is shown in another order';

/** Where lines begin to turn, one place a line. */
export function hiddenDirections(text: string): { start: number; end: number }[] {
  return [...text.matchAll(turning)].map(({ index }) => ({ start: index, end: index + 1 }));
}
