/** A textarea's text with its selection. */
export interface Edit {
  text: string;
  start: number;
  end: number;
}

/** What replaces the range `from`–`to`, and what is selected afterwards. */
export interface Change {
  from: number;
  to: number;
  insert: string;
  start: number;
  end: number;
}

/** Puts marks around the selection, or takes them away when they are there. */
export function surround({ text, start, end }: Edit, mark: string): Change {
  const size = mark.length;
  const chosen = text.slice(start, end);
  if (text.slice(start - size, start) === mark && text.slice(end, end + size) === mark)
    return { from: start - size, to: end + size, insert: chosen, start: start - size, end: end - size };
  return { from: start, to: end, insert: `${mark}${chosen}${mark}`, start: start + size, end: end + size };
}

/** Begins every chosen line with a mark, or takes it away when all have it. A 1 in the mark counts up. */
export function prefixLines({ text, start, end }: Edit, mark: string): Change {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const to = next === -1 ? text.length : next;
  const lines = text.slice(from, to).split('\n');
  const marks = lines.map((_, at) => mark.replace('1', String(at + 1)));
  const marked = lines.every((line, at) => line.startsWith(marks[at] ?? mark));
  const insert = lines
    .map((line, at) => (marked ? line.slice((marks[at] ?? mark).length) : `${marks[at] ?? mark}${line}`))
    .join('\n');
  return { from, to, insert, start: from, end: from + insert.length };
}

/** Makes the selection the text of a link and selects the address to type. */
export function makeLink({ text, start, end }: Edit): Change {
  const chosen = text.slice(start, end);
  const isAddress = /^https?:\/\/\S+$/.test(chosen);
  const insert = isAddress ? `[](${chosen})` : `[${chosen}](https://)`;
  const at = isAddress ? start + 1 : start + chosen.length + 3;
  return { from: start, to: end, insert, start: at, end: isAddress ? at : at + 'https://'.length };
}
