import { LineCounter, parseDocument } from 'yaml';
import { isObject } from '../logs/json-line.ts';
import { parseDuration } from '../scenarios/duration.ts';

export interface ConfigProblem {
  readonly file: string;
  /** From 1; 0 when the file as a whole is meant. */
  readonly line: number;
  readonly message: string;
}

/** A configuration that can't be used, with everything that is wrong in it. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(
      problems
        .map(({ file, line, message }) => `${file}${line > 0 ? `:${line}` : ''}: ${message}`)
        .join('\n'),
    );
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** The top of a YAML file. Throws ConfigError when it isn't YAML or no mapping. */
export function readYaml(text: string, file: string): { root: Section; problems: ConfigProblem[] } {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const [broken] = document.errors;
  if (broken)
    throw new ConfigError([
      { file, line: broken.linePos?.[0].line ?? 0, message: broken.message.split('\n')[0] ?? '' },
    ]);
  const value: unknown = document.toJS() ?? {};
  if (!isObject(value))
    throw new ConfigError([
      { file, line: 1, message: 'expected a mapping like "sources:", "decisions:", …' },
    ]);
  const problems: ConfigProblem[] = [];
  const lineOf = (path: readonly (string | number)[]) => {
    for (let length = path.length; length > 0; length--) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      const range = isObject(node) ? node['range'] : undefined;
      if (Array.isArray(range)) return counter.linePos(Number(range[0])).line;
    }
    return 1;
  };
  const complain = (path: readonly (string | number)[], message: string) => {
    problems.push({ file, line: lineOf(path), message });
  };
  return { root: new Section(value, [], complain), problems };
}

type Complain = (path: readonly (string | number)[], message: string) => void;

/** One mapping of the configuration. Every key is asked for once; the rest are mistakes. */
export class Section {
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #path: readonly (string | number)[];
  readonly #complain: Complain;
  readonly #asked = new Set<string>();

  constructor(
    value: Readonly<Record<string, unknown>>,
    path: readonly (string | number)[],
    complain: Complain,
  ) {
    this.#value = value;
    this.#path = path;
    this.#complain = complain;
  }

  has(key: string): boolean {
    this.#asked.add(key);
    return this.#value[key] !== undefined && this.#value[key] !== null;
  }

  text(key: string, otherwise: string): string {
    if (!this.has(key)) return otherwise;
    const value = this.#value[key];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    this.wrong(key, 'text');
    return otherwise;
  }

  optionalText(key: string): string | null {
    return this.has(key) ? this.text(key, '') : null;
  }

  number(key: string, otherwise: number, least: number, most: number): number {
    if (!this.has(key)) return otherwise;
    const value = this.#value[key];
    if (typeof value === 'number' && value >= least && value <= most) return value;
    this.wrong(key, `a number from ${least} to ${most}`);
    return otherwise;
  }

  flag(key: string, otherwise: boolean): boolean {
    if (!this.has(key)) return otherwise;
    const value = this.#value[key];
    if (typeof value === 'boolean') return value;
    this.wrong(key, 'true or false');
    return otherwise;
  }

  /** Milliseconds. */
  duration(key: string, otherwise: number): number {
    if (!this.has(key)) return otherwise;
    const ms = parseDuration(String(this.#value[key]));
    if (ms !== null) return ms;
    this.wrong(key, 'a duration like 90s, 15m, 4h or 7d');
    return otherwise;
  }

  texts(key: string): string[] {
    if (!this.has(key)) return [];
    const value = this.#value[key];
    const list = Array.isArray(value) ? value : [value];
    if (list.every((one) => typeof one === 'string' || typeof one === 'number')) return list.map(String);
    this.wrong(key, 'a list of texts');
    return [];
  }

  oneOf<T extends string>(key: string, choices: readonly T[], otherwise: T): T {
    const text = this.text(key, otherwise);
    const found = choices.find((choice) => choice === text);
    if (found === undefined) this.wrong(key, `one of ${choices.join(', ')}`);
    return found ?? otherwise;
  }

  section(key: string): Section | null {
    if (!this.has(key)) return null;
    const value = this.#value[key];
    if (isObject(value)) return new Section(value, [...this.#path, key], this.#complain);
    if (value === true) return new Section({}, [...this.#path, key], this.#complain);
    if (value !== false) this.wrong(key, 'a mapping, or true');
    return null;
  }

  sections(key: string): Section[] {
    if (!this.has(key)) return [];
    const value = this.#value[key];
    if (!Array.isArray(value)) {
      this.wrong(key, 'a list');
      return [];
    }
    return value.flatMap((one: unknown, index) => {
      if (isObject(one)) return [new Section(one, [...this.#path, key, index], this.#complain)];
      this.#complain(
        [...this.#path, key, index],
        `${key} #${index + 1}: expected a mapping, found ${JSON.stringify(one)}`,
      );
      return [];
    });
  }

  texted(key: string): Readonly<Record<string, string>> {
    const section = this.has(key) ? this.#value[key] : {};
    if (isObject(section))
      return Object.fromEntries(Object.entries(section).map(([name, value]) => [name, String(value)]));
    this.wrong(key, 'a mapping');
    return {};
  }

  /** Complains about one key: what was expected and what is there. */
  wrong(key: string, expected: string): void {
    this.#complain(
      [...this.#path, key],
      `${this.#name(key)} is ${JSON.stringify(this.#value[key])}: expected ${expected}`,
    );
  }

  /** Complains about the section itself. */
  refuse(message: string): void {
    this.#complain(this.#path, message);
  }

  /** Complains about keys nobody asked for. */
  close(): void {
    for (const key of Object.keys(this.#value))
      if (!this.#asked.has(key)) {
        const near = [...this.#asked].find((known) => isNear(known, key));
        const hint = near ? `did you mean ${near}?` : `known are ${[...this.#asked].sort().join(', ')}`;
        this.#complain([...this.#path, key], `${this.#name(key)} isn't known; ${hint}`);
      }
  }

  #name(key: string): string {
    return [...this.#path.filter((part) => typeof part === 'string'), key].join('.');
  }
}

/** One letter apart, two swapped, or the same but for case and dashes. */
function isNear(known: string, given: string): boolean {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '');
  const [a, b] = [plain(known), plain(given)];
  if (a === b || [...a].sort().join('') === [...b].sort().join('')) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return (
    a.slice(at + 1) === b.slice(at + 1) || a.slice(at) === b.slice(at + 1) || a.slice(at + 1) === b.slice(at)
  );
}
