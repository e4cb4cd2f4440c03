import { runs, type ShellCommand } from './shell.ts';

/** The shell or interpreter that runs what a command downloads, or null. */
export function readerOfDownload(command: ShellCommand): ShellCommand | null {
  if (command.words.some(isFixed)) return null;
  if (isFed(command)) return command;
  if (!downloads(command)) return null;
  return readersOf(command).find((one) => runs(one, ...shells, 'sudo')) ?? null;
}

export const isDownloadToShell = (command: ShellCommand): boolean => readerOfDownload(command) !== null;

/** A file as it was at one commit stays as it was when somebody looked at it. */
const isFixed = (word: string): boolean =>
  /https:\/\/(raw\.githubusercontent\.com|github\.com|gist\.githubusercontent\.com)\/[^\s"']{1,200}\/[0-9a-f]{40}\//.test(
    word,
  );

/** What fetches from the network and writes to its output. */
const downloads = (command: ShellCommand): boolean => runs(command, 'curl', 'wget');
const shells = ['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'python', 'python3', 'perl', 'ruby', 'node'];

/** `sh -c "$(curl …)"`, `bash <(curl …)`, `eval "$(wget …)"`: the whole argument is what was downloaded. */
const isFed = (command: ShellCommand): boolean =>
  runs(command, ...shells, 'eval', 'source', '.', 'sudo') &&
  command.words.some((word) => /^([$<]\(|`)\s*(sudo\s+)?(curl|wget)\s/.test(word));

function readersOf(command: ShellCommand): ShellCommand[] {
  const readers: ShellCommand[] = [];
  for (let next = command.pipedInto; next !== null; next = next.pipedInto) readers.push(next);
  return readers;
}
