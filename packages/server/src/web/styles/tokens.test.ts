import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);
const tones = ['crimson', 'orange', 'amber', 'blue', 'green', 'violet', 'accent'];

/** Foreground, background, least ratio. Source: WCAG 2.2 1.4.3 (text 4.5) and 1.4.11 (controls and graphics 3). */
const pairs: [string, string, number][] = [
  ...['ink', 'ink-2', 'ink-3', 'accent', 'accent-strong'].flatMap((text) =>
    ['paper', 'surface', 'sunken', 'raised'].map((ground): [string, string, number] => [text, ground, 4.5]),
  ),
  ...tones.flatMap((tone): [string, string, number][] => [
    [tone, `${tone}-soft`, 4.5],
    [tone, 'paper', 4.5],
    [tone, 'surface', 4.5],
    ['ink', `${tone}-soft`, 4.5],
    ['ink-2', `${tone}-soft`, 4.5],
  ]),
  ...tones.slice(0, -1).flatMap((tone): [string, string, number][] => [
    [`${tone}-solid`, 'surface', 3],
    [`${tone}-solid`, 'paper', 3],
    [`${tone}-solid`, `${tone}-soft`, 3],
  ]),
  ['on-deep', 'deep', 4.5],
  ['on-deep-2', 'deep', 4.5],
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-strong', 4.5],
  ...['paper', 'surface', 'sunken'].flatMap((ground): [string, string, number][] => [
    ['line-strong', ground, 3],
    ['focus', ground, 3],
  ]),
];

test.each(pairs)('%s on %s has a contrast of at least %d in light and dark', (text, ground, least) => {
  for (const theme of ['light', 'dark'] as const)
    expect(contrast(tokenOf(text)[theme], tokenOf(ground)[theme]), theme).toBeGreaterThanOrEqual(least);
});

function tokenOf(name: string) {
  const token = tokens.get(name);
  if (!token) throw new Error(`tokens.css has no colour --${name} given as light-dark(#rrggbb, #rrggbb)`);
  return token;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
