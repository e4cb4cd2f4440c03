import { basename } from 'node:path/posix';
import type { Parser, SourceFile } from '../../engine/file.ts';
import { iniLines } from '../../lockfile/ini-lines.ts';
import { type Located, membersOf } from '../../lockfile/located.ts';
import { requirementLines } from '../../lockfile/requirements.ts';
import { readToml } from '../../lockfile/toml.ts';
import { readYamlLines } from '../../lockfile/yaml-lines.ts';

/** Whose settings they are. */
export type Tool = 'npm' | 'yarn' | 'pnpm' | 'bun' | 'pip' | 'uv' | 'poetry' | 'twine';

/** One setting of a package manager, whatever the syntax of its file. Offsets count in the file's text. */
export interface Setting {
  readonly tool: Tool;
  /** As the tool names it, tables joined by dots: `registry`, `@acme:registry`, `npmScopes.acme.npmAuthToken`. */
  readonly key: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly valueStart: number;
}

/** The settings in a file of a package manager, or the options in a requirements file; none for others. */
export const registrySettings: Parser<readonly Setting[]> = {
  name: 'package manager settings',
  parse(file) {
    const name = basename(file.path);
    if (name === '.npmrc') return ini(file, 'npm', false);
    if (name === 'pip.conf' || name === 'pip.ini') return ini(file, 'pip', false);
    if (name === '.pypirc') return ini(file, 'twine', true);
    if (name === '.yarnrc') return yarnClassic(file);
    if (name === '.yarnrc.yml') return flat(readYamlLines(file.text).root, 'yarn');
    if (name === 'pnpm-workspace.yaml') return flat(readYamlLines(file.text).root, 'pnpm');
    if (name === 'bunfig.toml') return flat(readToml(file.text).root, 'bun');
    if (name === 'uv.toml') return flat(readToml(file.text).root, 'uv');
    if (name === 'pyproject.toml') return pyproject(file);
    return file.type === 'manifest' && /\.(txt|in)$/.test(name) ? requirementOptions(file) : [];
  },
};

/** npm writes lists as `key[]`. */
const ini = (file: SourceFile, tool: Tool, withSection: boolean): Setting[] =>
  iniLines(file.text).map(({ section, key, ...rest }) => ({
    tool,
    key: withSection ? `${section}.${key}` : key.replace(/\[\]$/, ''),
    ...rest,
  }));

/** `key "value"`, one a line. */
function yarnClassic(file: SourceFile): Setting[] {
  const found = file.text.matchAll(
    /^[ \t]{0,20}"?([\w@:/.-]{1,200})"?[ \t]{1,20}"?([^"\n]{0,2000}?)"?[ \t]{0,20}$/gm,
  );
  return [...found].map((match) => {
    const value = match[2] ?? '';
    const valueStart = match.index + match[0].lastIndexOf(value);
    return {
      tool: 'yarn',
      key: match[1] ?? '',
      value,
      start: match.index,
      end: match.index + match[0].length,
      valueStart,
    };
  });
}

function flat(node: Located, tool: Tool, prefix = ''): Setting[] {
  return [...membersOf(node)].flatMap(([key, { start, value }]): Setting[] => {
    const own = prefix === '' ? key : `${prefix}.${key}`;
    if (value.kind === 'object') return flat(value, tool, own);
    if (value.kind === 'list')
      return value.items.flatMap((item) =>
        item.kind === 'object' ? flat(item, tool, own) : setting(tool, own, item.start, item),
      );
    return setting(tool, own, start, value);
  });
}

function setting(tool: Tool, key: string, start: number, node: Located): Setting[] {
  if (node.kind === 'object' || node.kind === 'list') return [];
  const quote = node.kind === 'text' && node.end - node.start > node.text.length ? 1 : 0;
  return [{ tool, key, value: node.text, start, end: node.end, valueStart: node.start + quote }];
}

/** The parts of pyproject.toml that choose where packages come from. */
function pyproject(file: SourceFile): Setting[] {
  const all = flat(readToml(file.text).root, 'uv');
  return all.flatMap((one) => {
    const tool = /^tool\.(uv|poetry|pip)\./.exec(one.key)?.[1];
    if (tool !== 'uv' && tool !== 'poetry' && tool !== 'pip') return [];
    return [{ ...one, tool, key: one.key.slice(`tool.${tool}.`.length) }];
  });
}

/** `--extra-index-url https://…` and its like, without the dashes. */
function requirementOptions(file: SourceFile): Setting[] {
  return requirementLines(file.text).flatMap(({ text, start, end }) => {
    const found = /^(?:--([a-z-]{3,40})|-(i|f))(?:[ =]\s{0,9}(\S+))?/.exec(text);
    if (!found) return [];
    const key = found[1] ?? (found[2] === 'i' ? 'index-url' : 'find-links');
    const value = found[3] ?? '';
    return [
      {
        tool: 'pip' as const,
        key,
        value,
        start,
        end,
        valueStart: start + Math.max(0, text.lastIndexOf(value)),
      },
    ];
  });
}
