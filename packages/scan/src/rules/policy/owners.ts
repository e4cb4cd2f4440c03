import type { SourceFile } from '../../engine/file.ts';
import type { Project } from '../../engine/project.ts';
import type { Span } from '../../yaml/yaml.ts';
import { matches } from './path-pattern.ts';
import { firstOf } from './repository.ts';

/** A line of CODEOWNERS. */
export interface Ownership extends Span {
  readonly pattern: string;
  /** `@user`, `@org/team`, of GitLab also `@@role`, or an e-mail address. */
  readonly owners: readonly string[];
  /** Of GitLab: each has owners of its own for a path. Counts from 0. */
  readonly section: number;
  /** Of GitLab: `!pattern` takes paths out of its section. */
  readonly isExclusion: boolean;
}

/** A line that the forge leaves out, and why. */
export interface Mistake extends Span {
  readonly why: string;
}

/** Where GitHub and GitLab look, in their order. */
export const ownersPaths = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];
/** Gitea and Forgejo take lines for regular expressions, which are not read here. */
export const foreignOwnersPaths = ['.gitea/CODEOWNERS', '.forgejo/CODEOWNERS'];

export const ownersFile = (project: Project): SourceFile | null => firstOf(project, ...ownersPaths);

/** Who owns what, without the lines that the forge leaves out. */
export const ownershipsOf = (file: SourceFile): Ownership[] =>
  linesOf(file).filter((line) => mistakeIn(line, isOfGitLab(file)) === null);

/** Source: GitHub docs, about code owners, syntax exceptions; GitLab docs, Code Owners syntax and error handling. */
export const mistakesIn = (file: SourceFile): Mistake[] =>
  linesOf(file).flatMap((line) => {
    const why = mistakeIn(line, isOfGitLab(file));
    return why === null ? [] : [{ start: line.start, end: line.end, why }];
  });

/**
 * The line that decides about a path: the last one that matches, of GitLab one of each section, of which those with
 * owners count. Null when none does.
 */
export function ownerOf(ownerships: readonly Ownership[], path: string): Ownership | null {
  const bySection = new Map<number, Ownership | null>();
  for (const ownership of ownerships) {
    if (bySection.get(ownership.section) === null || !matches(ownership.pattern, path)) continue;
    // What is taken out of a section stays out of it.
    bySection.set(ownership.section, ownership.isExclusion ? null : ownership);
  }
  const deciding = [...bySection.values()].filter((one) => one !== null);
  return deciding.findLast(({ owners }) => owners.length > 0) ?? deciding.at(-1) ?? null;
}

const sectionLine = /^\^?\[[^\]]+\](?:\[\d+\])?\s*(.*)$/;

const isOfGitLab = (file: SourceFile): boolean =>
  file.path.startsWith('.gitlab/') || /^\^?\[[^\]\n]+\]/m.test(file.text);

function linesOf(file: SourceFile): Ownership[] {
  const found: Ownership[] = [];
  const isGitLab = isOfGitLab(file);
  let shared: readonly string[] = [];
  let section = 0;
  for (const [index, start] of file.lineStarts.entries()) {
    const line = file.line(index + 1);
    const text = line.replace(/(^|\s)#.*$/, '').trim();
    const [, ofSection] = (isGitLab && sectionLine.exec(text)) || [];
    if (ofSection !== undefined) {
      shared = words(ofSection);
      section++;
    } else if (text !== '') {
      const [first = '', ...owners] = words(text);
      const isExclusion = isGitLab && first.startsWith('!');
      const pattern = isExclusion ? first.slice(1) : first;
      const own = owners.length > 0 ? owners : shared;
      found.push({ pattern, owners: own, section, isExclusion, start, end: start + line.length });
    }
  }
  return found;
}

const words = (text: string): string[] => (text.match(/(?:\\.|\S)+/g) ?? []).map(String);

function mistakeIn({ pattern, owners }: Ownership, isGitLab: boolean): string | null {
  const stranger = owners.find(
    (owner) => !/^(@{1,2}[\w.-]+(\/[\w.-]+)*|[^@\s]+@[^@\s]+\.[^@\s]+)$/.test(owner),
  );
  if (stranger !== undefined) return `\`${stranger}\` is neither a name with \`@\` nor an address`;
  if (isGitLab) return null;
  if (pattern.startsWith('!')) return '`!` takes nothing out';
  if (pattern.startsWith('\\#')) return '`#` cannot be escaped';
  return /\[[^\]]*\]/.test(pattern) ? '`[ ]` is no range of characters' : null;
}
