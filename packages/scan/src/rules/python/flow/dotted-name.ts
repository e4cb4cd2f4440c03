const maxLength = 160;

/** `os` and `path` as `os.path`; what nothing is known of is `?`. */
export function dotted(of: string, attribute: string): string {
  const name = `${of === '' ? '?' : of}.${attribute}`;
  return name.length > maxLength ? `?.${attribute}` : name;
}

/** A piece of code on one line, short enough for a message. */
export function clip(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
