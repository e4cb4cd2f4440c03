import { IndexFailure } from './advisory-index/index-failure.ts';
import { processIo, type ScanIo } from './cli/io.ts';
import { UploadFailure } from './cli/upload-failure.ts';
import { UsageError } from './config/config.ts';
import { fileFailure } from './file-failure.ts';
import { printable } from './report/printable.ts';
import { spoken } from './report/spoken.ts';
import { SiteUnreachable } from './site/site-unreachable.ts';
import { GitFailure } from './walk/git.ts';

/**
 * `bugheist scan …`: the arguments after `scan`. Resolves to the exit status: 0 clean, 1 hits, 2 usage, 3 could not check.
 * Commands are loaded when called, since a hook pays for every module on every commit.
 */
export async function runScan(argv: readonly string[], io: ScanIo = processIo()): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(complaint(error.message, io));
      return 2;
    }
    // Anything else, too: a crash must not end with 1, the status of a hit, as Node's own would.
    io.err(complaint(messageOf(error), io));
    return 3;
  }
}

/** For `thread.cjs` of the bundle, which this file is the entry of: checks what `threads.ts` sends. */
export const startThread = async (): Promise<void> => void (await import('./engine/thread.ts'));

async function dispatch(argv: readonly string[], io: ScanIo): Promise<number> {
  if (argv[0] === 'hook') return (await import('./cli/hook.ts')).runHook(argv.slice(1), io);
  if (argv[0] === 'db') return (await import('./cli/db.ts')).runDb(argv.slice(1), io);
  if (argv[0] === 'site') return (await import('./cli/site.ts')).runSite(argv.slice(1), io);
  const { parseOptions, usage } = await import('./cli/options.ts');
  const options = parseOptions(argv);
  if (options.help) {
    io.out(spoken(usage, io));
    return 0;
  }
  if (options.version) {
    io.out(`${(await import('./version.ts')).version()}\n`);
    return 0;
  }
  if (options.explain !== null || options.listRules)
    return (await import('./cli/explain.ts')).explain(options.explain, io);
  return (await import('./cli/run.ts')).run(options, io);
}

/** What it says may hold pieces of files, and names the command as the server's. */
const complaint = (message: string, io: ScanIo): string =>
  `${io.command}: ${spoken(message, io).split('\n').map(printable).join('\n')}\n`;

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isExpected = refusals.some((refusal) => error instanceof refusal) || fileFailure(error) !== null;
  return isExpected ? error.message : `a mistake of ours, please report it: ${error.stack ?? error.message}`;
}

/** Git, the server, the site or the index refused: nothing is known about the code, which is not the same as "clean". */
const refusals = [IndexFailure, GitFailure, UploadFailure, SiteUnreachable];
