import type { SourceFile } from '../../engine/file.ts';
import type { Project } from '../../engine/project.ts';
import type { Span } from '../../yaml/yaml.ts';
import { firstOf } from './repository.ts';

/** A line of CODEOWNERS. */
export interface Ownership extends Span {
  readonly pattern: string;
  /** `@user`, `@org/team` or an e-mail address. */
  readonly owners: readonly string[];
}

/** Where GitHub, GitLab and Forgejo look, in their order. */
export const ownersPaths = [
  '.github/CODEOWNERS',
  'CODEOWNERS',
  'docs/CODEOWNERS',
  '.gitlab/CODEOWNERS',
  '.forgejo/CODEOWNERS',
];

export const ownersFile = (project: Project): SourceFile | null => firstOf(project, ...ownersPaths);

/** Source: GitHub docs, about code owners; GitLab's `[sections]` give their owners to lines without. */
export function ownershipsOf(file: SourceFile): Ownership[] {
  const found: Ownership[] = [];
  let shared: readonly string[] = [];
  for (const [index, start] of file.lineStarts.entries()) {
    const line = file.line(index + 1);
    const text = line.replace(/(^|\s)#.*$/, '').trim();
    const section = /^\^?\[[^\]]+\](?:\[\d+\])?\s*(.*)$/.exec(text);
    if (section) shared = words(section[1] ?? '');
    else if (text !== '') {
      const [pattern = '', ...owners] = words(text);
      found.push({ pattern, owners: owners.length > 0 ? owners : shared, start, end: start + line.length });
    }
  }
  return found;
}

const words = (text: string): string[] => (text.match(/(?:\\.|\S)+/g) ?? []).map(String);

/** Who owns a path: the last line that matches decides. Null when none does. */
export const ownerOf = (ownerships: readonly Ownership[], path: string): Ownership | null =>
  ownerships.findLast(({ pattern }) => matches(pattern, path)) ?? null;

/** Patterns of gitignore, without negation and classes. */
function matches(pattern: string, path: string): boolean {
  const isAnchored = pattern.replace(/\/$/, '').includes('/');
  const body = pattern.replace(/^\//, '').replace(/\/$/, '/**');
  const source = body
    .split(/(\*\*\/?|\*|\?)/)
    .map((part) => {
      if (part === '**/') return '(?:.*/)?';
      if (part === '**') return '.*';
      if (part === '*') return '[^/]*';
      return part === '?' ? '[^/]' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${isAnchored ? '' : '(?:.*/)?'}${source}(?:/.*)?$`).test(path);
}
