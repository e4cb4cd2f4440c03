/** Lines that one commit added to one file; none when the file is binary, of which a patch shows only the name. */
export interface AddedLines {
  readonly commit: string;
  /** ISO 8601 with offset. */
  readonly date: string;
  readonly path: string;
  readonly content: Buffer;
  /** Line of the committed file that each line of `content` stands on. */
  readonly lineNumbers: readonly number[];
}

/** What `git log` must print for `addedLinesOf`: NUL, commit, NUL, date, NUL, then patches without context. */
export const logArguments = [
  'log',
  '--all',
  '--full-history',
  '-p',
  '-U0',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--no-renames',
  '--diff-filter=AM',
  '--format=%x00%H%x00%cI%x00',
];

/** Reads a stream of patches. Counts of hunk headers are trusted over looks, since added text may look like a header. */
export async function* addedLinesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<AddedLines> {
  let commit = '';
  let date = '';
  let path = '';
  let lines: Buffer[] = [];
  let numbers: number[] = [];
  let added = 0;
  let removed = 0;
  let lineNumber = 0;
  const finished = (): AddedLines[] => {
    if (lines.length === 0) return [];
    const done = { commit, date, path, content: Buffer.concat(lines), lineNumbers: numbers };
    lines = [];
    numbers = [];
    return [done];
  };
  for await (const line of linesOf(stream)) {
    const first = line[0];
    if (added > 0 && first === plus) {
      added--;
      lines.push(line.subarray(1));
      numbers.push(lineNumber++);
    } else if (removed > 0 && first === minus) removed--;
    else if (first === 0) {
      yield* finished();
      [, commit = '', date = ''] = line.toString('utf8').split('\0');
    } else if (first === plus) {
      yield* finished();
      path = pathOf(line.toString('utf8').slice(4).trimEnd());
    } else if (first === letterB) {
      yield* finished();
      const name = /^Binary files .{1,4096} and (.{1,4096}) differ$/.exec(
        line.toString('utf8').trimEnd(),
      )?.[1];
      if (name) yield { commit, date, path: pathOf(name), content: Buffer.alloc(0), lineNumbers: [] };
    } else if (first === at) {
      const header = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line.toString('latin1'));
      removed = Number(header?.[1] ?? 1);
      lineNumber = Number(header?.[2] ?? 1);
      added = Number(header?.[3] ?? 1);
    }
  }
  yield* finished();
}

const plus = 0x2b;
const minus = 0x2d;
const at = 0x40;
const letterB = 0x42;

/** Each line with its line break. */
async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      const piece = chunk.subarray(start, end + 1);
      yield rest.length > 0 ? Buffer.concat([...rest, piece]) : piece;
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}

/** `b/path`, or quoted as C does when it holds odd characters. Source: git-diff(1), core.quotePath. */
function pathOf(name: string): string {
  if (!name.startsWith('"')) return name.replace(/^b\//, '');
  const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };
  const unquoted = name
    .slice(1, -1)
    .replace(/\\(?:([0-7]{3})|(.))/g, (_, octal: string | undefined, letter: string | undefined) =>
      octal ? String.fromCharCode(Number.parseInt(octal, 8)) : (escapes[letter ?? ''] ?? letter ?? ''),
    );
  return unquoted.replace(/^b\//, '');
}
