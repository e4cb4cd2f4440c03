import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import opentype from 'opentype.js';

/** Latin with its extensions, Greek and Cyrillic: what a picture can write; other titles are left to the text beside it. */
const subsets = ['latin', 'latin-ext', 'greek', 'cyrillic'];
const weight = 600;

/**
 * Writes the outlines of the letters that link previews are drawn with, so that a picture is the same on every
 * machine: text in an SVG would be set in whatever fonts are installed, and on a bare server in none.
 */
export function buildLettering(outFile) {
  const resolve = createRequire(import.meta.url).resolve;
  const folder = join(resolve('@fontsource/source-serif-4/package.json'), '../files');
  const glyphs = {};
  let metrics = null;
  for (const subset of subsets) {
    const { buffer, byteOffset, byteLength } = readFileSync(
      join(folder, `source-serif-4-${subset}-${weight}-normal.woff`),
    );
    const font = opentype.parse(buffer.slice(byteOffset, byteOffset + byteLength));
    metrics ??= { unitsPerEm: font.unitsPerEm, ascender: font.ascender };
    for (let at = 0; at < font.glyphs.length; at++) {
      const glyph = font.glyphs.get(at);
      for (const code of glyph.unicodes ?? [])
        glyphs[String.fromCodePoint(code)] ??= [glyph.advanceWidth, outline(glyph.path.commands)];
    }
  }
  const notice =
    'Outlines of Source Serif 4 Semibold, SIL Open Font License 1.1, https://openfontlicense.org';
  writeFileSync(outFile, JSON.stringify({ notice, ...metrics, glyphs }));
}

/** As an SVG path whose y grows downwards from the baseline. */
function outline(commands) {
  const point = (x, y) => `${Math.round(x)} ${-Math.round(y)}`;
  const drawn = {
    M: ({ x, y }) => `M${point(x, y)}`,
    L: ({ x, y }) => `L${point(x, y)}`,
    Q: ({ x1, y1, x, y }) => `Q${point(x1, y1)} ${point(x, y)}`,
    C: ({ x1, y1, x2, y2, x, y }) => `C${point(x1, y1)} ${point(x2, y2)} ${point(x, y)}`,
    Z: () => 'Z',
  };
  return commands.map((command) => drawn[command.type](command)).join('');
}
