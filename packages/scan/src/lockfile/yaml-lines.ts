import {
  emptyObject,
  type Located,
  type LocatedList,
  type LocatedObject,
  maxDepth,
  type Reading,
} from './located.ts';

/**
 * Reads the YAML that pnpm and Yarn write, line by line: nested maps by indentation, lists, quoted and plain scalars,
 * `{…}` and `[…]` on one line, block scalars. No anchors, tags or several documents: those tools write none.
 * Some forty times faster than a whole YAML parser.
 */
export function readYamlLines(text: string): Reading {
  const reader = new YamlLines(text);
  return reader.document();
}

interface Line {
  readonly indent: number;
  /** Of the first character that is no blank. */
  readonly start: number;
  readonly end: number;
}
interface Frame {
  readonly indent: number;
  readonly container: LocatedObject | LocatedList;
}

class YamlLines {
  readonly #text: string;
  #at = 0;
  #problem: Reading['problem'] = null;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Reading {
    const root = emptyObject(0);
    const frames: Frame[] = [{ indent: -1, container: root }];
    /** A key whose value has not come: a deeper line makes it a map or a list. */
    let open: { readonly owner: LocatedObject; readonly key: string; readonly indent: number } | null = null;
    for (let line = this.#line(); line !== null; line = this.#line()) {
      if (this.#text.startsWith('---', line.start) || this.#text[line.start] === '%') continue;
      const isItem = isListItem(this.#text, line.start);
      if (open && (line.indent > open.indent || (isItem && line.indent === open.indent))) {
        const container: LocatedObject | LocatedList = isItem
          ? { kind: 'list', start: line.start, end: line.end, items: [] }
          : emptyObject(line.start);
        const member = open.owner.members.get(open.key);
        if (member) open.owner.members.set(open.key, { ...member, value: container });
        // A list may stand at its key's own indentation: it ends where a key follows there.
        frames.push({ indent: isItem ? line.indent - 0.5 : line.indent - 1, container });
      } else
        while (frames.length > 1 && (frames.at(-1)?.indent ?? 0) >= line.indent - (isItem ? 0.4 : 0.5))
          frames.pop();
      open = null;
      if (frames.length > maxDepth) {
        this.#problem ??= { at: line.start, message: `nested deeper than ${maxDepth}` };
        break;
      }
      const frame = frames.at(-1)?.container ?? root;
      if (frame.kind === 'list') this.#item(frame, line, frames);
      else open = this.#pair(frame, line, line.start, line.indent);
      if (frame.end < line.end) frame.end = line.end;
    }
    root.end = this.#text.length;
    return { root, problem: this.#problem };
  }

  #item(list: LocatedList, line: Line, frames: Frame[]): void {
    if (!isListItem(this.#text, line.start)) {
      this.#strange(line, 'expected a list item');
      return;
    }
    let at = line.start + 1;
    while (this.#text[at] === ' ') at++;
    if (at >= line.end) return;
    const colon = this.#colon(at, line.end);
    if (colon === -1) {
      list.items.push(this.#scalar(at, line));
      return;
    }
    const made = emptyObject(at);
    list.items.push(made);
    const indent = line.indent + (at - line.start);
    frames.push({ indent: indent - 1, container: made });
    this.#pair(made, line, at, indent);
  }

  /** One `key: value`; returns the key when its value is to come on deeper lines. */
  #pair(
    owner: LocatedObject,
    line: Line,
    start: number,
    indent: number,
  ): { owner: LocatedObject; key: string; indent: number } | null {
    const isLong = this.#text[start] === '?' && this.#text[start + 1] === ' ';
    const keyStart = isLong ? start + 2 : start;
    let keyEnd = isLong ? line.end : this.#colon(keyStart, line.end);
    let valueStart = keyEnd + 1;
    let last = line;
    if (isLong) {
      // `? key` and `: value` on the next line: how YAML writes keys above 1,024 characters.
      const next = this.#line();
      if (next === null || this.#text[next.start] !== ':') {
        this.#strange(line, 'expected a value for the long key');
        return null;
      }
      [last, valueStart] = [next, next.start + 1];
      keyEnd = line.end;
    }
    if (keyEnd === -1) {
      this.#strange(line, 'expected a key and a colon');
      return null;
    }
    const key = plainOf(this.#text.slice(keyStart, keyEnd).trim());
    while (this.#text[valueStart] === ' ') valueStart++;
    const isOpen = valueStart >= last.end || this.#text[valueStart] === '#';
    const value: Located = isOpen
      ? { kind: 'other', start: valueStart, end: valueStart, text: '' }
      : this.#scalar(valueStart, last);
    owner.members.set(key, { start: keyStart, end: keyEnd, value });
    if (/^[|>][+-]?\d?$/.test(textAt(value))) this.#passDeeper(indent);
    return isOpen ? { owner, key, indent } : null;
  }

  #scalar(start: number, line: Line): Located {
    const first = this.#text[start];
    if (first === '{' || first === '[') return this.#flow(start, line.end, 0).node;
    if (first === '"' || first === "'") {
      let end = closingQuote(this.#text, start, line.end);
      // A quoted text may go on in the next lines.
      while (end === -1) {
        const next = this.#line();
        if (next === null) {
          this.#strange(line, 'expected a closing quote');
          return { kind: 'text', start, end: line.end, text: this.#text.slice(start + 1, line.end) };
        }
        end = closingQuote(this.#text, start, next.end, next.start);
      }
      return { kind: 'text', start, end: end + 1, text: plainOf(this.#text.slice(start, end + 1)) };
    }
    const raw = this.#text
      .slice(start, line.end)
      .replace(/\s#.*$/, '')
      .trimEnd();
    return { kind: isOther(raw) ? 'other' : 'text', start, end: start + raw.length, text: raw };
  }

  #flow(start: number, end: number, depth: number): { node: Located; at: number } {
    const first = this.#text[start];
    if ((first !== '{' && first !== '[') || depth > maxDepth) return this.#flowScalar(start, end);
    const node: LocatedObject | LocatedList =
      first === '{' ? emptyObject(start) : { kind: 'list', start, end, items: [] };
    let at = start + 1;
    while (at < end) {
      while (at < end && (this.#text[at] === ' ' || this.#text[at] === ',')) at++;
      if (at >= end || this.#text[at] === '}' || this.#text[at] === ']') break;
      const before = at;
      if (node.kind === 'list') {
        const item = this.#flow(at, end, depth + 1);
        node.items.push(item.node);
        at = item.at;
      } else {
        const colon = this.#colon(at, end);
        if (colon === -1) break;
        let valueStart = colon + 1;
        while (this.#text[valueStart] === ' ') valueStart++;
        const value = this.#flow(valueStart, end, depth + 1);
        const key = plainOf(this.#text.slice(at, colon).trim());
        node.members.set(key, { start: at, end: colon, value: value.node });
        at = value.at;
      }
      if (at === before) break;
    }
    node.end = Math.min(at + 1, end);
    return { node, at: node.end };
  }

  #flowScalar(start: number, end: number): { node: Located; at: number } {
    const first = this.#text[start];
    if (first === '"' || first === "'") {
      const found = closingQuote(this.#text, start, end);
      const close = found === -1 ? end : found + 1;
      return {
        node: { kind: 'text', start, end: close, text: plainOf(this.#text.slice(start, close)) },
        at: close,
      };
    }
    let at = start;
    while (at < end && this.#text[at] !== ',' && this.#text[at] !== '}' && this.#text[at] !== ']') at++;
    const raw = this.#text.slice(start, at).trimEnd();
    return {
      node: { kind: isOther(raw) ? 'other' : 'text', start, end: start + raw.length, text: raw },
      at,
    };
  }

  /** The colon that ends the key beginning at `start`, or -1. */
  #colon(start: number, end: number): number {
    const first = this.#text[start];
    let at = start;
    if (first === '"' || first === "'") {
      const close = closingQuote(this.#text, start, end);
      if (close === -1) return -1;
      at = close + 1;
      return this.#text[at] === ':' ? at : -1;
    }
    for (at = this.#text.indexOf(':', at); at !== -1 && at < end; at = this.#text.indexOf(':', at + 1))
      if (at + 1 >= end || this.#text[at + 1] === ' ') return at;
    return -1;
  }

  /** The next line that holds something. */
  #line(): Line | null {
    while (this.#at < this.#text.length) {
      let lineEnd = this.#text.indexOf('\n', this.#at);
      if (lineEnd === -1) lineEnd = this.#text.length;
      let start = this.#at;
      while (this.#text[start] === ' ') start++;
      const indent = start - this.#at;
      this.#at = lineEnd + 1;
      let end = lineEnd;
      while (end > start && this.#text.charCodeAt(end - 1) <= 32) end--;
      if (end > start && this.#text[start] !== '#') return { indent, start, end };
    }
    return null;
  }

  /** Passes a block scalar's lines: they are deeper than its key, or empty. */
  #passDeeper(indent: number): void {
    for (;;) {
      const before = this.#at;
      const line = this.#line();
      if (line === null) return;
      if (line.indent <= indent) {
        this.#at = before;
        return;
      }
    }
  }

  #strange(line: Line, expected: string): void {
    const found = JSON.stringify(this.#text.slice(line.start, line.start + 12));
    this.#problem ??= { at: line.start, message: `${expected}, came ${found}` };
  }
}

const textAt = (node: Located): string => (node.kind === 'text' ? node.text : '');

const isListItem = (text: string, at: number): boolean =>
  text[at] === '-' && (text[at + 1] === ' ' || text[at + 1] === '\n' || text[at + 1] === undefined);

const isOther = (raw: string): boolean => /^(true|false|null|~|[-+]?\d[\d.]*)$/.test(raw);

function closingQuote(text: string, open: number, end: number, from = open + 1): number {
  const quote = text[open];
  for (let at = from; at < end; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at++;
      else return at;
    }
  }
  return -1;
}

function plainOf(raw: string): string {
  if (raw.length < 2) return raw;
  if (raw.startsWith("'") && raw.endsWith("'")) return raw.slice(1, -1).replaceAll("''", "'");
  if (raw.startsWith('"') && raw.endsWith('"')) return raw.slice(1, -1).replace(/\\(["\\/])/g, '$1');
  return raw;
}
