import { parseArgs } from 'node:util';
import { isSeverity, type Severity } from '@bugheist/bug/severity';
import { UsageError } from '../config/config.ts';
import { didYouMean } from '../nearest.ts';
import { type Format, formats } from '../report/reporter.ts';

export interface Output {
  readonly format: Format;
  /** Null: standard output. */
  readonly file: string | null;
}

export interface Options {
  readonly paths: readonly string[];
  readonly staged: boolean;
  readonly since: string | null;
  readonly history: boolean;
  readonly outputs: readonly Output[];
  readonly failOn: Severity | null;
  /** For people: every hit, however many. */
  readonly all: boolean;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly baseline: string | null;
  readonly writeBaseline: string | null;
  readonly config: string | null;
  readonly noConfig: boolean;
  readonly fix: boolean;
  /** A map of pins for `fix`. */
  readonly pins: string | null;
  readonly offline: boolean;
  /** The advisory index, instead of the configured one. */
  readonly advisories: string | null;
  /** The key that must have signed it. */
  readonly advisoriesKey: string | null;
  readonly upload: string | null;
  readonly asset: string | null;
  readonly explain: string | null;
  readonly listRules: boolean;
  readonly threads: number | null;
  readonly help: boolean;
  readonly version: boolean;
}

export const usage = `usage: bugheist scan [options] [path …]
       bugheist scan site URL --mine HOST
       bugheist scan hook install, hook remove, hook print pre-commit|lefthook
       bugheist scan db update --from FOLDER|URL, db status

what to scan (default: files of this folder, tracked or not ignored by git)
  --staged              what would be committed now
  --since REF           files that changed since REF, untracked ones included
  --history             secrets in every commit, too

which rules
  --only RULES          nothing but these: rules (image/untagged-base), families
                        (secret) or patterns (secret/github-*); commas,
                        repeatable; an optional rule runs when it is named
  --skip RULES          all but these
  --rules               lists all rules
  --explain RULE        what a rule finds, why, and what to do
  --config FILE         instead of bugheist.config.json
  --no-config           ignore the project's configuration
  --advisories FILE     the index of known vulnerable and malicious packages,
                        instead of this machine's own
  --advisories-key KEY  the public key that must have signed it

what comes out
  -f, --format FORMAT   human, json, sarif, github, gitlab, junit; repeatable
  -o, --output FILE     where the format before it goes, instead of standard
                        output
  --all                 every hit, however many: human counts the lightest
                        otherwise
  --fail-on SEVERITY    status 1 from this severity on (low, medium, high,
                        critical; none: never). Default: high
  --baseline FILE       leave out the hits that FILE knows
  --write-baseline FILE make FILE know all of today's hits
  --fix                 make the changes that are safe, and list them
  --pins FILE           with --fix: pin actions and images to the commits and
                        digests FILE maps them to
  --upload URL          send the result to a BugHeist server; its token is read
                        from BUGHEIST_TOKEN
  --asset NAME          the asset that was scanned, for --upload
  --offline             no network, whatever else is asked
  --threads N           at most N threads
  -h, --help            this page
  --version             the version of this program

status
  0 clean, 1 hits at or above --fail-on, 2 wrong usage or configuration,
  3 something could not be checked

examples
  bugheist scan                                everything in this folder
  bugheist scan --staged                       before a commit
  bugheist scan --since origin/main -f sarif -o hits.sarif
  bugheist scan --explain secret/private-key   why a rule exists, what to do
`;

/** Parses arguments. Throws UsageError. */
export function parseOptions(argv: readonly string[]): Options {
  const { values, positionals, tokens } = parse(argv);
  const failOn = values['fail-on'] ?? null;
  if (failOn !== null && !isSeverity(failOn))
    throw new UsageError(`--fail-on is ${failOn}, expected low, medium, high, critical or none`);
  if (values.staged && values.since !== undefined)
    throw new UsageError('--staged and --since exclude each other');
  if (values.staged && values.fix)
    throw new UsageError(
      '--fix changes files, so it does not go with --staged, which looks at what git holds',
    );
  if (values.asset !== undefined && values.upload === undefined)
    throw new UsageError('--asset says what was scanned to a server, so it needs --upload');
  return {
    paths: positionals,
    staged: values.staged ?? false,
    since: values.since ?? null,
    history: values.history ?? false,
    outputs: outputsOf(tokens),
    failOn,
    all: values.all ?? false,
    only: listOf(values.only),
    skip: listOf(values.skip),
    baseline: values.baseline ?? null,
    writeBaseline: values['write-baseline'] ?? null,
    config: values.config ?? null,
    noConfig: values['no-config'] ?? false,
    fix: values.fix ?? false,
    pins: pinsFile(values.pins, values.fix ?? false),
    offline: values.offline ?? false,
    advisories: values.advisories ?? null,
    advisoriesKey: values['advisories-key'] ?? null,
    upload: values.upload ?? null,
    asset: values.asset ?? null,
    explain: values.explain ?? null,
    listRules: values.rules ?? false,
    threads: threadsOf(values.threads),
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

const known = {
  staged: { type: 'boolean' },
  since: { type: 'string' },
  history: { type: 'boolean' },
  only: { type: 'string', multiple: true },
  skip: { type: 'string', multiple: true },
  explain: { type: 'string' },
  rules: { type: 'boolean' },
  config: { type: 'string' },
  'no-config': { type: 'boolean' },
  format: { type: 'string', multiple: true, short: 'f' },
  output: { type: 'string', multiple: true, short: 'o' },
  all: { type: 'boolean' },
  'fail-on': { type: 'string' },
  baseline: { type: 'string' },
  'write-baseline': { type: 'string' },
  fix: { type: 'boolean' },
  pins: { type: 'string' },
  upload: { type: 'string' },
  asset: { type: 'string' },
  offline: { type: 'boolean' },
  advisories: { type: 'string' },
  'advisories-key': { type: 'string' },
  threads: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      tokens: true,
      options: known,
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [, unknown] = /^Unknown option '(-[^']*)'/.exec(error.message) ?? [];
    const names = Object.keys(known).map((name) => `--${name}`);
    const message =
      unknown === undefined ? error.message : `there is no option ${unknown}${didYouMean(unknown, names)}`;
    throw new UsageError(`${message}\nbugheist scan --help lists the options`);
  }
}

/** In the order written: each --output belongs to the --format before it. */
function outputsOf(tokens: readonly { kind: string; name?: string; value?: string | undefined }[]): Output[] {
  const outputs: { format: Format; file: string | null }[] = [];
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (token.name === 'format')
      outputs.push(...(token.value ?? '').split(',').map((name) => ({ format: formatOf(name), file: null })));
    if (token.name === 'output') {
      const last = outputs.at(-1);
      if (last === undefined || last.file !== null)
        throw new UsageError('--output needs a --format before it');
      last.file = token.value ?? null;
    }
  }
  if (outputs.length === 0) return [{ format: 'human', file: null }];
  if (outputs.filter(({ file }) => file === null).length > 1)
    throw new UsageError('only one format can go to standard output: give the others an --output');
  return outputs;
}

function formatOf(name: string): Format {
  const format = formats.find((one) => one === name.trim());
  if (!format) throw new UsageError(`--format is ${name}, expected ${formats.join(', ')}`);
  return format;
}

const listOf = (values: readonly string[] | undefined): string[] =>
  (values ?? [])
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');

function pinsFile(file: string | undefined, fix: boolean): string | null {
  if (file === undefined) return null;
  if (!fix) throw new UsageError('--pins says what --fix may write, so it needs --fix');
  return file;
}

function threadsOf(value: string | undefined): number | null {
  if (value === undefined) return null;
  if (!/^\d{1,2}$/.test(value) || value === '0')
    throw new UsageError(`--threads is ${value}, expected 1 to 99`);
  return Number(value);
}
