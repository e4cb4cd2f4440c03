import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

type Sections = Map<string, Map<string, string>>;

/** A filter file that can't be read; the message names file and way out. */
export class FilterError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FilterError';
  }
}

/**
 * A fail2ban filter with everything it includes: one look-up that resolves `%(name)s` and `<name>`.
 * Source: fail2ban, jail.conf(5) "FILTER FILES".
 */
export class FilterConfig {
  readonly #sections: Sections = new Map();
  readonly #options: Readonly<Record<string, string>>;
  readonly file: string;

  /** `options` are those of `filter = name[mode=aggressive]` and win over the file's. Throws FilterError. */
  constructor(file: string, options: Readonly<Record<string, string>> = {}) {
    this.file = file;
    this.#options = options;
    if (!existsSync(file))
      throw new FilterError(`${file} is not there: expected a fail2ban filter (filter.d/*.conf)`);
    this.#read(file, 0);
    const local = file.replace(/\.conf$/, '.local');
    if (local !== file && existsSync(local)) this.#read(local, 0);
  }

  /** A `[Definition]` option, fully resolved; `''` when it is absent. */
  get(name: string): string {
    const raw = this.#lookUp('Definition', name);
    return raw === null ? '' : this.#substitute(raw);
  }

  #read(file: string, depth: number): void {
    if (depth > 8) throw new FilterError(`${file}: includes form a circle`);
    const sections = parseIni(readFileSync(file, 'utf8'));
    const includes = sections.get('INCLUDES');
    const named = (key: string) => (includes?.get(key) ?? '').split(/\s+/).filter((name) => name !== '');
    for (const name of named('before')) this.#include(file, name, depth, true);
    for (const [section, values] of sections) {
      const known = this.#sections.get(section) ?? new Map<string, string>();
      for (const [key, value] of values)
        known.set(
          key,
          value.replaceAll(`%(known/${key})s`, () => known.get(key) ?? ''),
        );
      this.#sections.set(section, known);
    }
    for (const name of named('after')) this.#include(file, name, depth, false);
  }

  #include(from: string, name: string, depth: number, required: boolean): void {
    const file = join(dirname(from), name);
    if (existsSync(file)) this.#read(file, depth + 1);
    else if (required) throw new FilterError(`${from} includes ${name}, which is not in ${dirname(from)}`);
  }

  #lookUp(section: string, name: string, depth = 0): string | null {
    if (depth > 40) throw new FilterError(`${this.file}: %(${name})s refers to itself`);
    const slash = name.indexOf('/');
    if (slash > 0) return this.#lookUp(name.slice(0, slash), name.slice(slash + 1), depth + 1);
    const raw = this.#options[name] ?? this.#raw(section, name);
    if (raw === null) return null;
    return raw.replaceAll(/%%|%\(([^)]+)\)s/g, (whole, inner: string | undefined) => {
      if (inner === undefined) return '%';
      const value = this.#lookUp(section, inner, depth + 1);
      if (value === null) throw new FilterError(`${this.file}: %(${inner})s is nowhere defined`);
      return whole === '' ? '' : value;
    });
  }

  #raw(section: string, name: string): string | null {
    for (const place of [section, 'Init', 'DEFAULT']) {
      const value = this.#sections.get(place)?.get(name);
      if (value !== undefined) return value;
    }
    return null;
  }

  /** Innermost tags first, until nothing changes: `<lt_<logtype>/__prefix_line>` needs two rounds. */
  #substitute(text: string): string {
    let current = text;
    for (let round = 0; round < 40; round++) {
      const next = current.replaceAll(/<([^ <>]+)>/g, (whole, name: string) => {
        if (/^\/?F-|^(?:HOST|ADDR|IP4|IP6|DNS|CIDR|SUBNET|SKIPLINES)$/.test(name)) return whole;
        return this.#lookUp('Definition', name) ?? whole;
      });
      if (next === current) return current;
      current = next;
    }
    throw new FilterError(`${this.file}: a <tag> refers to itself`);
  }
}

/** Sections of an ini file as Python's configparser reads it: indented lines continue a value. */
function parseIni(text: string): Sections {
  const sections: Sections = new Map();
  let section = new Map<string, string>();
  let key: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*[#;]/.test(line)) continue;
    const header = /^\[([^\]]+)\]/.exec(line);
    const pair = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*)$/.exec(line);
    if (header) {
      section = sections.get(header[1] ?? '') ?? new Map<string, string>();
      sections.set(header[1] ?? '', section);
      key = null;
    } else if (/^\s/.test(line) && key !== null) {
      section.set(key, `${section.get(key) ?? ''}\n${line.trim()}`);
    } else if (pair) {
      key = pair[1] ?? '';
      section.set(key, pair[2] ?? '');
    }
  }
  return sections;
}
