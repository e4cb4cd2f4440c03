/** A simple command of a shell: its words without quotes, variables as written. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** The command that reads its output, or null. */
  readonly pipedInto: ShellCommand | null;
}

/** A shell in a substitution in a shell in …: nobody writes more, and each level is read once more. */
const maxDepth = 4;

/**
 * The simple commands of a piece of shell, in order: enough of POSIX sh to see which program gets which arguments.
 * Reserved words, variable assignments and `env` before a command fall off. Substitutions stay in their word, and
 * their commands, like those of `sh -c '…'`, follow the command they stand in.
 */
export function shellCommands(text: string, depth = 0): ShellCommand[] {
  const pipelines: string[][][] = [[[]]];
  for (const piece of pieces(text)) {
    const pipeline = pipelines.at(-1);
    if (piece.operator === '|') pipeline?.push([]);
    else if (piece.operator !== null) pipelines.push([[]]);
    else pipeline?.at(-1)?.push(piece.word);
  }
  const inner = (words: readonly string[]) =>
    depth < maxDepth ? textsWithin(words).flatMap((one) => shellCommands(one, depth + 1)) : [];
  const commands: ShellCommand[] = [];
  for (const pipeline of pipelines) {
    const found = linked(pipeline);
    // `{ a; b; } | c`: what the group prints last is what its last command prints.
    const ended = commands.at(-1);
    if (ended && found[0] && isEnd(pipeline[0])) commands.splice(-1, 1, { ...ended, pipedInto: found[0] });
    commands.push(...found, ...inner(pipeline.flat()));
  }
  return commands;
}

/** Nothing, behind a bracket, or the word that ends a group: a pipe follows it, not a command. */
const isEnd = (words: readonly string[] | undefined): boolean =>
  words?.every((word) => /^(\}|fi|done|esac)$/.test(word)) === true;

/** What `$(…)`, `<(…)` and back ticks hold, and the script of `sh -c`. */
function textsWithin(words: readonly string[]): string[] {
  const texts: string[] = [];
  for (const [index, word] of words.entries()) {
    const shell = index > 0 && /^-\w*c$/.test(words[index - 1] ?? '') && words.slice(0, index).some(isShell);
    // The script of a shell is read whole, with the substitutions in it.
    if (shell) texts.push(word);
    else {
      for (const [, inner = ''] of word.matchAll(/(?<!\\)`((?:[^`\\]|\\[^`])*)`/g)) texts.push(inner);
      for (let at = word.search(/[$<]\((?!\()/); at !== -1; ) {
        const end = closingBracket(word, at + 1);
        texts.push(word.slice(at + 2, end));
        const next = word.slice(end).search(/[$<]\((?!\()/);
        at = next === -1 ? -1 : end + next;
      }
    }
  }
  return texts;
}

const isShell = (word: string): boolean => /(^|\/)(ba|da|a|z|k)?sh$/.test(word);

function linked(pipeline: readonly string[][]): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let next: ShellCommand | null = null;
  for (const words of [...pipeline].reverse()) {
    const program = withoutPrefixes(words);
    if (program.length === 0) continue;
    next = { words: program, pipedInto: next };
    commands.unshift(next);
  }
  return commands;
}

const reserved = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'do',
  'done',
  'while',
  'until',
  'for',
  'case',
  'esac',
  '!',
  '{',
  '}',
  'time',
]);
const wrappers = new Set(['env', 'command', 'exec', 'nohup', 'nice']);

function withoutPrefixes(words: readonly string[]): string[] {
  let start = 0;
  while (start < words.length) {
    const word = words[start] ?? '';
    if (!reserved.has(word) && !wrappers.has(word) && !/^[A-Za-z_]\w*=/.test(word)) break;
    start++;
  }
  return words.slice(start);
}

type Piece =
  | ({ readonly operator: string } & { readonly word: '' })
  | { readonly operator: null; readonly word: string };

function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let word = '';
  let hasWord = false;
  const endWord = () => {
    if (hasWord) found.push({ operator: null, word });
    word = '';
    hasWord = false;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') {
      at++;
      if (text.charAt(at) !== '\n') {
        word += text.charAt(at);
        hasWord = true;
      }
    } else if (character === "'" || character === '"' || character === '`') {
      const end = closing(text, at, character);
      const inside = text.slice(at + 1, end);
      word += character === '`' ? `\`${inside}\`` : inside;
      hasWord = true;
      at = end;
    } else if (/^([$<>]\(|\$\{)$/.test(text.slice(at, at + 2))) {
      const end = closingBracket(text, at + 1);
      word += text.slice(at, end + 1);
      hasWord = true;
      at = end;
    } else if (character === '#' && !hasWord) {
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end - 1;
    } else if (character === '&' && (/[<>]$/.test(word) || text.charAt(at + 1) === '>')) {
      // `2>&1` and `&>file` redirect; nothing goes to the background.
      word += character;
      hasWord = true;
    } else if (/[\s;&|()]/.test(character)) {
      endWord();
      if (/[;&|()\n]/.test(character)) {
        const isDouble = text.charAt(at + 1) === character && /[&|;]/.test(character);
        found.push({ operator: isDouble ? character + character : character, word: '' });
        if (isDouble) at++;
      }
    } else {
      word += character;
      hasWord = true;
    }
  }
  endWord();
  return found;
}

function closing(text: string, open: number, quote: string): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text.charAt(at) === '\\' && quote !== "'") at++;
    else if (text.charAt(at) === quote) return at;
  }
  return text.length;
}

function closingBracket(text: string, open: number): number {
  const [from, to] = text.charAt(open) === '(' ? ['(', ')'] : ['{', '}'];
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text.charAt(at) === from) depth++;
    else if (text.charAt(at) === to && --depth === 0) return at;
  }
  return text.length;
}

/** Does the command run this program, by whatever path? */
export const runs = ({ words }: ShellCommand, ...programs: readonly string[]): boolean =>
  programs.includes((words[0] ?? '').split('/').at(-1) ?? '');

export const isFlag = (word: string): boolean => word.startsWith('-');
