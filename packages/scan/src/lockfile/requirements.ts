import { type Lock, type LockedPackage, originOf } from './lock.ts';
import { normalizedPythonName } from './python-name.ts';

/** One thing a requirements file says: a package, or an option of pip. */
export interface RequirementLine {
  /** As written, with its continuation lines joined, without comment. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The logical lines of a requirements file. Source: pip documentation, requirements file format. */
export function requirementLines(text: string): RequirementLine[] {
  const lines: RequirementLine[] = [];
  let start = 0;
  let parts: string[] = [];
  let from = 0;
  while (start < text.length) {
    let end = text.indexOf('\n', start);
    if (end === -1) end = text.length;
    const raw = text.slice(start, end).trimEnd();
    const goesOn = raw.endsWith('\\');
    const content = (goesOn ? raw.slice(0, -1) : raw).replace(/(^|\s)#.*$/, '').trim();
    if (parts.length === 0) from = start + (raw.length - raw.trimStart().length);
    if (content !== '') parts.push(content);
    if (!goesOn && parts.length > 0) {
      lines.push({ text: parts.join(' '), start: from, end: from + (parts[0]?.length ?? 0) });
      parts = [];
    }
    start = end + 1;
  }
  if (parts.length > 0)
    lines.push({ text: parts.join(' '), start: from, end: from + (parts[0]?.length ?? 0) });
  return lines;
}

export function readRequirements(text: string): Lock {
  const packages: LockedPackage[] = [];
  for (const line of requirementLines(text)) {
    const found = requirement(line.text);
    if (found === null) continue;
    packages.push({
      key: `${packages.length} ${found.name}`,
      ecosystem: 'PyPI',
      name: normalizedPythonName(found.name),
      version: found.version,
      origin: found.address === null ? 'registry' : originOf(found.address),
      resolved: found.address,
      integrity: [...line.text.matchAll(/--hash[= ](\S+)/g)].map((match) => match[1]).join(' ') || null,
      dev: false,
      optional: false,
      runsInstallScript: null,
      needs: [],
      start: line.start,
      end: line.end,
    });
  }
  return {
    format: 'requirements',
    ecosystem: 'PyPI',
    packages,
    roots: packages.map(({ key }) => key),
    asked: null,
    problem: null,
  };
}

interface Requirement {
  readonly name: string;
  /** Only when the requirement leaves no choice. */
  readonly version: string | null;
  readonly address: string | null;
}

/** `name[extra]==1.0 ; marker`, `name @ address`. Null for options, bare addresses and folders. Source: PEP 508. */
export function requirement(text: string): Requirement | null {
  const found =
    /^([A-Za-z0-9](?:[\w.-]{0,200}[A-Za-z0-9])?)\s{0,9}(?:\[[^\]]{0,500}\])?\s{0,9}([@=<>!~;(\s]|$)/.exec(
      text,
    );
  if (!found?.[1]) return null;
  const rest = text.slice(found[0].length - (found[2] ?? '').length).trim();
  if (rest.startsWith('@'))
    return { name: found[1], version: null, address: rest.slice(1).trim().split(/\s/)[0] ?? null };
  if (rest !== '' && !/^[=<>!~;(-]/.test(rest)) return null;
  const specifier = rest.replace(/^\(([^)]{0,300})\)/, '$1').split(/;|\s-/)[0] ?? '';
  // pip passes over what goes on behind the version, and fills a variable in.
  const exact = /^={2,3}\s{0,9}([^\s,;*$]+)(?:\s+[^\s,].*)?$/.exec(specifier.trim())?.[1];
  return { name: found[1], version: exact ?? null, address: null };
}
