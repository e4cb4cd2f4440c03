import type { Severity } from '@bugheist/bug/severity';
import { breakLines, canWrite, widthOf, writeLine } from './lettering.ts';

/** What a link preview says; nothing but what the page behind the link tells anybody. */
export interface PreviewFacts {
  /** How the instance calls itself. */
  instanceName: string;
  /** A small line above the title: a bug's number and its organization, a domain. */
  over: string;
  title: string;
  /** What stands below, left to right. */
  facts: readonly string[];
  severity: Severity | null;
}

/** As link previews want it. Source: the Open Graph protocol's image of 1.91:1. */
export const pictureSize = { width: 1200, height: 630 } as const;

const margin = 84;
const column = pictureSize.width - 2 * margin;
const ink = { title: '#1f1d1a', quiet: '#524d45', accent: '#0d6a63', faint: '#e1f0ed', paper: '#faf9f6' };

/** The picture as SVG without a single text in it: every letter is a path. */
export function drawPreview(facts: PreviewFacts): string {
  // Letters outside ours are left out whole: half a title would be worse than the text beside the picture.
  const title = canWrite(facts.title) ? facts.title : facts.over;
  const over = canWrite(facts.over) && title !== facts.over ? facts.over : '';
  const size = title.length > 90 ? 52 : title.length > 45 ? 62 : 76;
  const lines = breakLines(title, { size, width: column, most: title.length > 90 ? 4 : 3 });
  const lead = size * 1.16;
  const top = 322 - ((lines.length - 1) * lead) / 2 + (over === '' ? 0 : 14);
  const name = canWrite(facts.instanceName) ? facts.instanceName : '';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pictureSize.width}" height="${pictureSize.height}">`,
    `<rect width="100%" height="100%" fill="${ink.paper}"/>`,
    `<g transform="translate(770 170) scale(17)" color="${ink.faint}">${mark}</g>`,
    `<g transform="translate(${margin - 8} 62) scale(1.75)" color="${ink.accent}">${mark}</g>`,
    `<g fill="${ink.title}">${writeLine(name, { x: margin + 62, y: 102, size: 36 })}</g>`,
    over === ''
      ? ''
      : `<g fill="${ink.accent}">${writeLine(over, { x: margin, y: top - size * 0.78 - 26, size: 30 })}</g>`,
    `<g fill="${ink.title}">`,
    ...lines.map((line, at) => writeLine(line, { x: margin, y: top + at * lead, size })),
    '</g>',
    footer(facts),
    `<rect y="${pictureSize.height - 14}" width="100%" height="14" fill="${ink.accent}"/>`,
    '</svg>',
  ].join('');
}

function footer({ facts, severity }: PreviewFacts): string {
  const y = 544;
  let x = margin;
  const drawn: string[] = [];
  if (severity !== null) {
    const { colour, shape } = severities[severity];
    drawn.push(`<g transform="translate(${x} ${y - 25}) scale(1.75)" color="${colour}">${shape}</g>`);
    x += 40;
  }
  for (const [at, fact] of facts.filter(canWrite).entries()) {
    const text = at === 0 ? fact : `·  ${fact}`;
    drawn.push(`<g fill="${ink.quiet}">${writeLine(text, { x, y, size: 30 })}</g>`);
    x += widthOf(text, 30) + 18;
  }
  return drawn.join('');
}

/** The product's mark, a beetle that is a keyhole. */
const mark =
  '<path stroke="currentColor" fill="none" stroke-width="2.3" stroke-linecap="round" d="M22.2 16.4 26.2 13.4M23.5 21H28.2M24.8 25.6 28.2 28.4M9.8 16.4 5.8 13.4M8.5 21H3.8M7.2 25.6 3.8 28.4M18.7 6C19.3 3.8 20.6 2.5 22.6 2.2M13.3 6C12.7 3.8 11.4 2.5 9.4 2.2"/>' +
  '<path fill="currentColor" d="M16 4.6a5.5 5.5 0 0 1 2.9 10.2l3.2 11.9a2 2 0 0 1-1.9 2.5h-8.4a2 2 0 0 1-1.9-2.5l3.2-11.9A5.5 5.5 0 0 1 16 4.6Z"/>';

/** The shapes and colours of the severity badges, so that a preview looks like its page. */
const severities: Record<Severity, { colour: string; shape: string }> = {
  critical: {
    colour: '#b3173f',
    shape:
      '<path fill="currentColor" fill-rule="evenodd" d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1L5.1 1ZM7.1 4v5h1.8V4H7.1Zm0 6.4v1.8h1.8v-1.8H7.1Z"/>',
  },
  high: {
    colour: '#c65410',
    shape:
      '<path fill="currentColor" d="M6.9 2.1a1.3 1.3 0 0 1 2.2 0l6 10.4a1.3 1.3 0 0 1-1.1 2H2a1.3 1.3 0 0 1-1.1-2l6-10.4Z"/>',
  },
  medium: {
    colour: '#a87600',
    shape:
      '<path fill="currentColor" d="M7.1 1.4a1.3 1.3 0 0 1 1.8 0l5.7 5.7a1.3 1.3 0 0 1 0 1.8l-5.7 5.7a1.3 1.3 0 0 1-1.8 0L1.4 8.9a1.3 1.3 0 0 1 0-1.8l5.7-5.7Z"/>',
  },
  low: { colour: '#3477b8', shape: '<circle fill="currentColor" cx="8" cy="8" r="5"/>' },
  none: {
    colour: '#696359',
    shape: '<circle fill="none" stroke="currentColor" stroke-width="2" cx="8" cy="8" r="4.5"/>',
  },
};
