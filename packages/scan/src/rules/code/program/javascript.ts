import { isMainThread } from 'node:worker_threads';
import { type ParserOptions, type Program, parseSync, rawTransferSupported } from 'oxc-parser';
import type { Parser, SourceFile } from '../../../engine/file.ts';
import { isNestedTooDeep } from './nesting.ts';
import { scriptsOnly } from './script-blocks.ts';
import { withoutTemplateTags } from './template-tags.ts';

export interface Script {
  /** Offsets are UTF-16, as in `file.text`, also of scripts inside HTML. */
  readonly program: Program;
  /** Where reading stopped at a syntax error; null when all was read. */
  readonly readUntil: number | null;
}

/**
 * JavaScript, TypeScript, JSX, and the scripts of Vue, Svelte, HTML and templates. Tolerant: of a file with a syntax error the
 * statements before it are read. Null: no script in it.
 */
export const javascript: Parser<Script | null> = {
  name: 'JavaScript',
  parse(file) {
    const source = sourceOf(file);
    if (source === null) return null;
    const utf8 = source.text === file.text ? file.bytes : Buffer.from(source.text);
    if (isNestedTooDeep(utf8)) throw new Error('nested too deep');
    const whole = parse(file.path, source);
    if (whole.program.body.length > 0 || whole.errorAt === null)
      return { program: whole.program, readUntil: null };
    // Types in a file that is named JavaScript: it is compiled elsewhere.
    const typed = source.lang === 'jsx' ? parse(file.path, { ...source, lang: 'tsx' }) : null;
    if (typed?.errorAt === null) return { program: typed.program, readUntil: null };
    // Plain HTML is a template as often as not.
    const page = file.type === 'html' ? scriptsOnly(withoutTemplateTags(file.text)) : null;
    const filled = page ? parse(file.path, page) : null;
    if (filled?.errorAt === null) return { program: filled.program, readUntil: null };
    return beforeError(file.path, source, whole.errorAt);
  },
};

/** A file of types alone, which run nothing. */
export const isOfTypesOnly = (path: string): boolean => /\.d\.[cm]?ts$/.test(path);

interface Source {
  readonly text: string;
  readonly lang?: 'js' | 'jsx' | 'ts' | 'tsx';
}

function sourceOf(file: SourceFile): Source | null {
  if (file.type === 'typescript')
    return { text: file.text, lang: /\.[cm]?ts$/i.test(file.path) ? 'ts' : 'tsx' };
  if (file.type === 'javascript') return { text: file.text, lang: 'jsx' };
  return scriptsOnly(file.type === 'template' ? withoutTemplateTags(file.text) : file.text);
}

function parse(path: string, source: Source): { program: Program; errorAt: number | null } {
  try {
    return parseAs(path, source, readsMemory(source.text.length));
  } catch (error) {
    // That reader recurses: a sum of twenty thousand parts is too deep for it, and not for JSON.
    if (error instanceof RangeError) return parseAs(path, source, false);
    throw error;
  }
}

/** A commit has less than this; below it, what the parser's memory costs is not earned back. */
const worthItsMemory = 300_000;
let parsed = 0;

/**
 * From the parser's own memory, where that can be had: half the time of passing the tree as JSON. But it takes
 * gigabytes of addresses, for which V8 collects all garbage at once, and each thread would have its own, so only one does.
 */
function readsMemory(length: number): boolean {
  parsed += length;
  return parsed > worthItsMemory && isMainThread && rawTransferSupported();
}

function parseAs(
  path: string,
  { text, lang }: Source,
  experimentalRawTransfer: boolean,
): { program: Program; errorAt: number | null } {
  const options: ParserOptions & { experimentalRawTransfer: boolean } = {
    preserveParens: false,
    experimentalRawTransfer,
    ...(lang ? { lang } : {}),
  };
  const { program, errors } = parseSync(path, text, options);
  return { program, errorAt: errors.length > 0 ? (errors[0]?.labels[0]?.start ?? text.length) : null };
}

/** Reads up to the last statement that begins a line of its own before the error; a few tries, each shorter. */
function beforeError(path: string, source: Source, errorAt: number): Script {
  let end = errorAt;
  for (let attempt = 0; attempt < 4; attempt++) {
    end = lastStatementStart(source.text, end);
    if (end <= 0) break;
    const { program } = parse(path, { ...source, text: source.text.slice(0, end) });
    if (program.body.length > 0) return { program, readUntil: end };
  }
  throw new Error(`syntax error at offset ${errorAt}`);
}

/** Offset of the last line before `end` that begins in its first column with a word. */
function lastStatementStart(text: string, end: number): number {
  for (let at = text.lastIndexOf('\n', end - 1); at > 0; at = text.lastIndexOf('\n', at - 1))
    if (/[\w$/]/.test(text.charAt(at + 1)) && at + 1 < end) return at + 1;
  return 0;
}
