import type { Severity } from '@bugheist/bug/severity';
import type { Style } from './reporter.ts';

export type Tone = Severity | 'bold' | 'dim' | 'fix' | 'bad' | 'good';
export type Paint = (tone: Tone, text: string) => string;

/** The terminal's own colours, which its owner can read on dark and on light alike. */
const codes: Readonly<Record<Tone, string>> = {
  critical: '1;31',
  high: '31',
  medium: '33',
  low: '36',
  none: '2',
  bold: '1',
  dim: '2',
  fix: '32',
  bad: '1;31',
  good: '32',
};

export const painter =
  ({ color }: Style): Paint =>
  (tone, text) =>
    color && text !== '' ? `\u001b[${codes[tone]}m${text}\u001b[0m` : text;
