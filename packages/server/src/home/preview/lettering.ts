import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../package-root.ts';

/** The letters pictures are written with, as outlines: the same on every machine, whatever fonts it has. */
interface Lettering {
  unitsPerEm: number;
  /** Character → advance width and SVG path, in units of the em. */
  glyphs: Readonly<Record<string, readonly [advance: number, path: string]>>;
}

/** Throws when the package was not built. */
export function lettering(): Lettering {
  opened ??= JSON.parse(readFileSync(join(packageRoot, 'dist/lettering.json'), 'utf8')) as Lettering;
  return opened;
}
let opened: Lettering | null = null;

/** Whether every character of a text can be written. */
export const canWrite = (text: string): boolean =>
  [...text].every((character) => character in lettering().glyphs);

/** The width of a text in pixels. */
export function widthOf(text: string, size: number): number {
  const { unitsPerEm, glyphs } = lettering();
  const units = [...text].reduce((sum, character) => sum + (glyphs[character]?.[0] ?? unitsPerEm / 2), 0);
  return (units * size) / unitsPerEm;
}

/**
 * Breaks a text into lines no wider than `width` pixels: between words, else in an address or compound after its
 * signs, else anywhere. What does not fit into `most` lines ends in an ellipsis.
 */
export function breakLines(
  text: string,
  { size, width, most }: { size: number; width: number; most: number },
): string[] {
  const fits = (candidate: string) => widthOf(candidate, size) <= width;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    for (const [at, piece] of piecesOf(word, fits).entries()) {
      const longer = `${line}${at === 0 && line !== '' ? ' ' : ''}${piece}`;
      if (fits(longer)) {
        line = longer;
        continue;
      }
      lines.push(line);
      line = piece;
    }
  }
  lines.push(line);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), ellipsized(lines[most - 1] ?? '', fits)];
}

/** One line of text as SVG, its baseline at `y`. */
export function writeLine(text: string, { x, y, size }: { x: number; y: number; size: number }): string {
  const { unitsPerEm, glyphs } = lettering();
  let at = 0;
  const drawn = [...text].map((character) => {
    const [advance, path] = glyphs[character] ?? [unitsPerEm / 2, ''];
    const placed = path === '' ? '' : `<path d="${path}" transform="translate(${at})"/>`;
    at += advance;
    return placed;
  });
  return `<g transform="translate(${x} ${y}) scale(${size / unitsPerEm})">${drawn.join('')}</g>`;
}

function piecesOf(word: string, fits: (text: string) => boolean): string[] {
  if (fits(word)) return [word];
  return word.split(/(?<=[/_.?&=+-])/).flatMap((part) => cut(part, fits));
}

function cut(part: string, fits: (text: string) => boolean): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of part) {
    if (piece !== '' && !fits(piece + character)) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}

function ellipsized(line: string, fits: (text: string) => boolean): string {
  let kept = line;
  while (kept !== '' && !fits(`${kept}…`)) kept = kept.slice(0, -1).trimEnd();
  return `${kept}…`;
}
