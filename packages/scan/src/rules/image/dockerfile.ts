import { DockerfileParser } from 'dockerfile-ast';
import type { Onbuild } from 'dockerfile-ast/lib/instructions/onbuild.js';
import type { Parser, SourceFile } from '../../engine/file.ts';
import { type ShellCommand, shellCommands } from './shell.ts';

/** One instruction of a Dockerfile, ONBUILD taken off. */
export interface Instruction {
  /** Upper-case. */
  readonly keyword: string;
  /** It stood behind ONBUILD, and is carried out where the image is a base. */
  readonly isTrigger: boolean;
  /** `--mount=…` and the like. */
  readonly flags: readonly string[];
  /** What follows the flags, as written, continuation lines and comments taken out. */
  readonly text: string;
  /** The words, unquoted; of the JSON form its elements. */
  readonly words: readonly string[];
  /** In `file.text`. */
  readonly start: number;
  readonly end: number;
  /** The commands of a RUN. */
  readonly commands: readonly ShellCommand[];
}

/** What stands between one FROM and the next. Instructions before the first FROM make a stage without one. */
export interface Stage {
  readonly from: {
    readonly image: string;
    readonly flags: readonly string[];
    readonly start: number;
    readonly end: number;
  } | null;
  /** The name after AS, lower-case. */
  readonly name: string | null;
  readonly instructions: readonly Instruction[];
}

/** A Dockerfile as its stages. Source: Dockerfile reference, docs.docker.com/reference/dockerfile. */
export const dockerfile: Parser<readonly Stage[]> = {
  name: 'a Dockerfile',
  parse(file) {
    const stages: { from: Stage['from']; name: string | null; instructions: Instruction[] }[] = [];
    for (const raw of DockerfileParser.parse(file.text).getInstructions()) {
      const trigger = raw.getKeyword() === 'ONBUILD' ? (raw as Onbuild).getTriggerInstruction() : null;
      const instruction = instructionOf(file, trigger ?? raw, trigger !== null);
      if (instruction.keyword === 'FROM' && trigger === null) {
        const [image = '', as, name] = instruction.words;
        const isNamed = as?.toLowerCase() === 'as' && name !== undefined;
        const at = file.text.indexOf(image, instruction.start + 4);
        stages.push({
          from: {
            image,
            flags: instruction.flags,
            start: at === -1 ? instruction.start : at,
            end: at === -1 ? instruction.end : at + image.length,
          },
          name: isNamed ? name.toLowerCase() : null,
          instructions: [],
        });
      } else {
        if (stages.length === 0) stages.push({ from: null, name: null, instructions: [] });
        stages.at(-1)?.instructions.push(instruction);
      }
    }
    return stages;
  },
};

/** The stages that a stage is built on, itself last: what they set, it has. */
export function lineageOf(stages: readonly Stage[], stage: Stage): Stage[] {
  const parents = parentsOf(stages);
  const lineage = [stage];
  for (let next = parents.get(stage); next; next = parents.get(next)) lineage.push(next);
  return lineage.reverse();
}

const knownParents = new WeakMap<readonly Stage[], Map<Stage, Stage>>();

/** Which earlier stage each begins with, found once a file however many rules ask: a file may have thousands. */
function parentsOf(stages: readonly Stage[]): Map<Stage, Stage> {
  let parents = knownParents.get(stages);
  if (parents) return parents;
  parents = new Map();
  const byName = new Map<string, Stage>();
  for (const stage of stages) {
    const parent = byName.get(stage.from?.image.toLowerCase() ?? '');
    if (parent) parents.set(stage, parent);
    if (stage.name !== null) byName.set(stage.name, stage);
  }
  knownParents.set(stages, parents);
  return parents;
}

/** Stages that begin with an image from outside, not with an earlier stage or nothing. */
export function foreignBases(stages: readonly Stage[]): (Stage & { from: NonNullable<Stage['from']> })[] {
  const names = new Set<string>();
  const found: (Stage & { from: NonNullable<Stage['from']> })[] = [];
  for (const stage of stages) {
    const { from, name } = stage;
    if (from && from.image !== 'scratch' && from.image !== '' && !names.has(from.image.toLowerCase()))
      found.push({ ...stage, from });
    if (name) names.add(name);
  }
  return found;
}

/** All instructions but FROM, stage after stage. */
export const instructionsOf = (file: SourceFile): Instruction[] =>
  file.tree(dockerfile).flatMap(({ instructions }) => [...instructions]);

/** A variable that ARG or ENV declares; null without a value. */
export interface Declaration {
  readonly name: string;
  readonly value: string | null;
}

/** What ARG or ENV declares, in the new form (`A=b C=d`) or the old one of ENV (`A b`). */
export function declarationsOf({ keyword, text }: Instruction): Declaration[] {
  if (keyword !== 'ARG' && keyword !== 'ENV') return [];
  const [, name, value] = /^(\w+)\s+(\S[\s\S]*)$/.exec(text) ?? [];
  if (keyword === 'ENV' && name !== undefined && value !== undefined)
    return [{ name, value: unquoted(value) }];
  const pairs = text.matchAll(
    /(?:^|\s)([A-Za-z_]\w*)(?:=((?:"(?:[^"\\]|\\[\s\S])*"|'[^']*'|\\[\s\S]|[^\s"'\\])*)|(?=\s|$))/g,
  );
  return [...pairs].map((pair) => ({
    name: pair[1] ?? '',
    value: pair[2] === undefined ? null : unquoted(pair[2]),
  }));
}

export const declaredNames = (instruction: Instruction): string[] =>
  declarationsOf(instruction).map(({ name }) => name);

const unquoted = (text: string): string => text.replace(/"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'/g, '$1$2');

/** dockerfile-ast counts lines and characters from 0. */
interface Range {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** Start and end offsets of a range of dockerfile-ast. */
export const offsetsOf = (file: SourceFile, { start, end }: Range): { start: number; end: number } => ({
  start: file.offsetAt({ line: start.line + 1, column: start.character + 1 }),
  end: file.offsetAt({ line: end.line + 1, column: end.character + 1 }),
});

interface RawInstruction {
  getKeyword(): string;
  getRange(): Range;
}

function instructionOf(file: SourceFile, raw: RawInstruction, isTrigger: boolean): Instruction {
  const keyword = raw.getKeyword();
  const range = offsetsOf(file, raw.getRange());
  const source = file.text.slice(range.start, range.end);
  const begin = isTrigger ? source.toUpperCase().indexOf(keyword) : 0;
  const { flags, text } = withoutFlags(joined(source.slice(begin + keyword.length)));
  return {
    keyword,
    isTrigger,
    flags,
    text,
    words: wordsOf(text),
    ...range,
    commands: keyword === 'RUN' ? commandsOf(text) : [],
  };
}

/** One line out of many: a line that ends with the escape character goes on, comments and empty lines between fall out. */
function joined(source: string): string {
  if (/^\s*(?:--\S+\s+)*<<-?/.test(source)) return source.trim();
  return source
    .split(/\r?\n/)
    .filter((line, index) => index === 0 || !/^\s*(#|$)/.test(line))
    .map((line) => line.replace(/[\\`]\s*$/, ' '))
    .join('')
    .trim();
}

function withoutFlags(text: string): { flags: string[]; text: string } {
  const flags: string[] = [];
  let rest = text;
  for (
    let match = /^(--[A-Za-z][\w-]*(?:=(?:"[^"\n]*"|\S*))?)\s+/.exec(rest);
    match;
    match = /^(--[A-Za-z][\w-]*(?:=(?:"[^"\n]*"|\S*))?)\s+/.exec(rest)
  ) {
    flags.push((match[1] ?? '').replaceAll('"', ''));
    rest = rest.slice(match[0].length);
  }
  return { flags, text: rest };
}

function wordsOf(text: string): string[] {
  const elements = jsonForm(text);
  if (elements) return elements;
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
}

function commandsOf(text: string): ShellCommand[] {
  const elements = jsonForm(text);
  if (elements) return [{ words: elements, pipedInto: null }];
  const heredoc = /^<<-?\s*["']?(\w+)["']?[^\n]*\n([\s\S]*?)\n?\s*\1\s*$/.exec(text);
  return shellCommands(heredoc?.[2] ?? text);
}

/** The elements of the JSON form, or null for the shell form. */
function jsonForm(text: string): string[] | null {
  if (!text.startsWith('[')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null;
  } catch (error) {
    // Docker itself takes what is not JSON for a shell command.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
