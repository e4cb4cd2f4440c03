import type { Problem } from './located.ts';
import { type Lock, type LockedPackage, originOf, unneeded } from './lock.ts';

/** yarn.lock of Yarn 1: `"a@^1", a@^1.2:` and indented fields below. */
export function readYarnClassic(text: string): Lock {
  const packages: LockedPackage[] = [];
  const keyByRequest = new Map<string, string>();
  const requests: string[][] = [];
  let problem: Problem | null = null;
  let start = 0;
  let entry: Entry | null = null;
  let table: string[] | null = null;
  const close = () => {
    if (entry === null) return;
    const key = entry.requests[0] ?? '';
    for (const request of entry.requests) keyByRequest.set(request, key);
    packages.push(packageOf(entry, key));
    requests.push(entry.needs);
    entry = null;
  };
  while (start < text.length) {
    let end = text.indexOf('\n', start);
    if (end === -1) end = text.length;
    const line = text.slice(start, end).trimEnd();
    const indent = line.length - line.trimStart().length;
    const content = line.trim();
    if (content !== '' && !content.startsWith('#')) {
      if (indent === 0) {
        close();
        table = null;
        if (content.endsWith(':'))
          entry = {
            requests: requestsOf(content.slice(0, -1)),
            fields: new Map(),
            needs: [],
            start,
            end: start + line.length,
          };
        else
          problem ??= {
            at: start,
            message: `expected names and a colon, came ${JSON.stringify(content.slice(0, 12))}`,
          };
      } else if (entry !== null && indent <= 2) {
        table = /^(dependencies|optionalDependencies):$/.test(content) ? (entry as Entry).needs : null;
        const [name = '', value = ''] = fieldOf(content);
        (entry as Entry).fields.set(name, value);
      } else if (table !== null) {
        const [name = '', value = ''] = fieldOf(content);
        table.push(`${name}@${value}`);
      }
    }
    start = end + 1;
  }
  close();
  const linked = packages.map((one, index) => ({
    ...one,
    needs: (requests[index] ?? []).flatMap((request) => keyByRequest.get(request) ?? []),
  }));
  return {
    format: 'yarn-classic',
    ecosystem: 'npm',
    packages: linked,
    roots: unneeded(linked),
    asked: new Map([...keyByRequest.keys()].map((request) => [request, ''])),
    problem,
  };
}

interface Entry {
  readonly requests: string[];
  readonly fields: Map<string, string>;
  readonly needs: string[];
  readonly start: number;
  readonly end: number;
}

function packageOf({ requests, fields, start, end }: Entry, key: string): LockedPackage {
  const resolved = fields.get('resolved') ?? null;
  const request = splitRequest(requests[0] ?? '');
  const alias = /^npm:((?:@[^/]+\/)?[^@]+)/.exec(request.range)?.[1];
  return {
    key,
    ecosystem: 'npm',
    name: alias ?? request.name,
    version: fields.get('version') ?? null,
    origin: originOf(resolved ?? (/[:/]/.test(request.range) && alias === undefined ? request.range : null)),
    resolved,
    integrity: fields.get('integrity') ?? hashOf(resolved),
    dev: false,
    optional: false,
    runsInstallScript: null,
    needs: [],
    start,
    end,
  };
}

/** Old entries carry the SHA-1 behind the address. */
const hashOf = (resolved: string | null): string | null =>
  /#([0-9a-f]{40})$/.exec(resolved ?? '')?.[1] ?? null;

/** `@scope/name@range` */
export function splitRequest(request: string): { name: string; range: string } {
  const at = request.indexOf('@', 1);
  return at === -1
    ? { name: request, range: '' }
    : { name: request.slice(0, at), range: request.slice(at + 1) };
}

const requestsOf = (list: string): string[] => list.split(/,\s*/).map((one) => unquoted(one.trim()));

function fieldOf(content: string): [string, string] {
  const quoted = /^"([^"]*)"\s*(.*)$/.exec(content);
  if (quoted) return [quoted[1] ?? '', unquoted(quoted[2] ?? '')];
  const space = content.indexOf(' ');
  return space === -1 ? [content, ''] : [content.slice(0, space), unquoted(content.slice(space + 1).trim())];
}

const unquoted = (text: string): string =>
  text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text;
