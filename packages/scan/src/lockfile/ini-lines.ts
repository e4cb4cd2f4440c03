/** One `key = value` of an INI file, as `.npmrc` and `pip.conf` are. Offsets count in the file's text. */
export interface IniLine {
  /** Empty before the first section. */
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly valueStart: number;
}

/** The settings of an INI file; a value that goes on in indented lines, as pip allows, gives one each. */
export function iniLines(text: string): IniLine[] {
  const lines: IniLine[] = [];
  let section = '';
  let last = '';
  let from = 0;
  for (const raw of text.split('\n')) {
    const line = raw.trimEnd();
    const content = line.trimStart();
    const start = from + line.length - content.length;
    const end = from + line.length;
    from += raw.length + 1;
    if (content === '' || content.startsWith('#') || content.startsWith(';')) continue;
    const header = /^\[([^\]]*)\]$/.exec(content)?.[1];
    if (header !== undefined) {
      section = header.trim();
      continue;
    }
    const equals = content.indexOf('=');
    const goesOn =
      start > end - line.length &&
      last !== '' &&
      line !== content &&
      (equals === -1 || /^https?:/.test(content));
    const key = goesOn ? last : (equals === -1 ? content : content.slice(0, equals)).trim();
    const rest = goesOn ? content : equals === -1 ? '' : content.slice(equals + 1);
    const value = rest.trim();
    const valueStart = end - rest.trimStart().length;
    lines.push({
      section,
      key,
      value: unquoted(value),
      start,
      end,
      valueStart: valueStart + (isQuoted(value) ? 1 : 0),
    });
    last = key;
  }
  return lines;
}

const isQuoted = (value: string): boolean => value.length > 1 && /^(["']).*\1$/.test(value);
const unquoted = (value: string): string => (isQuoted(value) ? value.slice(1, -1) : value);
