import { type Program, parseSync } from 'oxc-parser';
import type { Parser } from '../../engine/file.ts';

/** Tolerant: a file with syntax errors still gives what could be read. Offsets are UTF-16, as in `file.text`. */
export const javascript: Parser<Program> = {
  name: 'JavaScript',
  parse: (file) => parseSync(file.path, file.text).program,
};
