/**
 * Stand-ins for secrets in examples: they have the shape and nothing else, and are put together at run time,
 * so that no scanner, push protection or reader takes this repository's text for a leak.
 */
export const alphabets = {
  digits: '0123456789',
  hex: '0123456789abcdef',
  lower: 'abcdefghijklmnopqrstuvwxyz0123456789',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  letters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  mixed: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
} as const;

/** Characters that look random and are the same every time. */
export function sample(alphabet: keyof typeof alphabets, length: number, seed = 7): string {
  const letters = alphabets[alphabet];
  let state = seed * 2_654_435_761 + length;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += letters[(state >>> 8) % letters.length];
  }
  return text;
}
