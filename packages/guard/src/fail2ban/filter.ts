import type { ReadingContext } from '../logs/reader.ts';
import { BoundedMap } from '../memory/bounded-map.ts';
import { FilterConfig, FilterError } from './config.ts';
import { dateCutter } from './dates.ts';
import { type FailPattern, failPattern, type Groups } from './failregex.ts';

/** A line a filter counts against somebody. */
export interface Failure {
  /** Address or host name as the log has it. */
  readonly id: string;
  /** 0 when neither the line nor an earlier one had a date. */
  readonly t: number;
  readonly groups: Groups;
}

export interface FilterOptions {
  /** `mode`, `logtype`, … of `filter = sshd[mode=aggressive]`. */
  readonly options?: Readonly<Record<string, string>>;
}

/**
 * One fail2ban filter over one log. It remembers connections (`<F-MLFID>`) from line to line, so lines must come in
 * order. Source: fail2ban, jail.conf(5) "FILTER FILES".
 */
export class Fail2banFilter {
  readonly #prefix: FailPattern | null;
  readonly #fail: readonly FailPattern[];
  readonly #ignore: readonly FailPattern[];
  readonly #cutDate: ReturnType<typeof dateCutter> | null;
  readonly #connections = new BoundedMap<Connection>(2000);
  #lastTime = 0;

  /** Throws FilterError when the file or one of its patterns can't be used. */
  constructor(file: string, { options = {} }: FilterOptions = {}) {
    const config = new FilterConfig(file, options);
    const prefix = config.get('prefregex');
    this.#prefix = prefix.trim() === '' ? null : failPattern(prefix);
    this.#fail = linesOf(config.get('failregex')).map(failPattern);
    this.#ignore = linesOf(config.get('ignoreregex')).map(failPattern);
    if (this.#fail.length === 0) throw new FilterError(`${file}: failregex is empty`);
    if (linesOf(config.get('failregex')).some((line) => line.includes('<SKIPLINES>')))
      throw new FilterError(
        `${file}: <SKIPLINES> filters read several lines at once; give each line its own pattern`,
      );
    this.#cutDate = options['logtype'] === 'journal' ? null : dateCutter(linesOf(config.get('datepattern')));
  }

  /** The failure this line completes, or null. */
  read(whole: string, context: ReadingContext): Failure | null {
    const line = whole.length > longestLine ? whole.slice(0, longestLine) : whole;
    const dated = this.#cutDate?.(line, context) ?? { t: 0, rest: line };
    const t = dated.t || this.#lastTime;
    this.#lastTime = t;
    const outer = this.#prefix === null ? {} : this.#prefix.search(dated.rest);
    if (outer === null) return null;
    const text = outer['content'] ?? dated.rest;
    for (const pattern of this.#fail) {
      const inner = pattern.search(text);
      if (inner === null) continue;
      if (this.#ignore.some((ignored) => ignored.search(text) !== null)) return null;
      return this.#judge(merged(outer, inner), t);
    }
    return null;
  }

  #judge(found: Groups, t: number): Failure | null {
    const connection = found['mlfid'];
    if (connection === undefined) return failureOf(found, t);
    const known = this.#mergeConnection(connection, found);
    if (known.nofail) return null;
    const failure = failureOf(known.groups, t);
    if (failure === null) known.pending = true;
    return failure;
  }

  /** fail2ban's rules for lines of one connection: what was gained, what is pending, who tried to log in. */
  #mergeConnection(id: string, found: Groups): Connection {
    const { nofail, mlfforget, mlfgained, content, ...values } = found;
    const gained = mlfgained !== undefined && mlfgained !== '';
    const forgets = mlfforget !== undefined && mlfforget !== '';
    const known = this.#connections.get(id);
    const current = known ?? { groups: {}, users: new Set<string>(), nofail: false, pending: false };
    if (values['user']) current.users.add(values['user']);
    if (gained) current.pending = false;
    current.nofail = gained || (nofail !== undefined && nofail !== '');
    current.groups = merged(current.groups, values);
    if (forgets) this.#connections.delete(id);
    else this.#connections.set(id, current);
    if (current.pending || current.users.size > 1) {
      current.pending = false;
      current.nofail = false;
    }
    return current;
  }
}

interface Connection {
  groups: Groups;
  readonly users: Set<string>;
  nofail: boolean;
  pending: boolean;
}

/** The filters' patterns backtrack: what a client can make longer than this it must not make slower. */
const longestLine = 8192;

function failureOf(groups: Groups, t: number): Failure | null {
  const id = groups['fid'] ?? groups['ip4'] ?? groups['ip6'] ?? groups['dns'];
  return id === undefined ? null : { id, t, groups };
}

function merged(below: Groups, above: Groups): Groups {
  const all: Groups = { ...below };
  for (const [name, value] of Object.entries(above)) if (value !== undefined) all[name] = value;
  return all;
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
