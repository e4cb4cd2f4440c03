import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultIndexPath, type IndexLocation, memoryPath } from '../advisory-index/index-path.ts';
import type { Header } from '../advisory-index/layout.ts';
import { openIndex } from '../advisory-index/load-advisories.ts';
import { readMemory } from '../advisory-index/memory-file.ts';
import { updateIndex } from '../advisory-index/update.ts';
import { emptyConfig, UsageError } from '../config/config.ts';
import { spoken } from '../report/spoken.ts';
import { indexLocation } from './index-option.ts';
import type { ScanIo } from './io.ts';

const usage = `usage: bugheist scan db update --from FOLDER|FILE|URL [--advisories FILE] [--advisories-key KEY] [--replace]
       bugheist scan db status

update builds this machine's index of known vulnerable and malicious packages from advisories in OSV format:
  a folder or zip archive of JSON or YAML files, the address of an archive, or of OSV's own (all.zip for npm, PyPI, Go);
  what has not changed since the last time is not read again. Without --from: from where it was built last.
  A ready index (FILE.bhx or its address) is taken when KEY signed it.
status says what the index holds, how old that is, and the key that signed it.
`;

/** `bugheist scan db …` */
export async function runDb(argv: readonly string[], io: ScanIo): Promise<number> {
  const { values, positionals } = parse(argv);
  const [command, ...more] = positionals;
  if (values.help || command === undefined || more.length > 0) {
    io.out(spoken(usage, io));
    return values.help ? 0 : 2;
  }
  const location = indexLocation(
    { advisories: values.advisories ?? null, advisoriesKey: values['advisories-key'] ?? null },
    emptyConfig,
    io.cwd,
    io,
  );
  if (command === 'status') return status(location, io);
  if (command !== 'update') throw new UsageError(`db ${command}: expected update or status\n${usage}`);
  return update(location, values.from ?? null, values.replace ?? false, io);
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        advisories: { type: 'string' },
        'advisories-key': { type: 'string' },
        replace: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(`${error.message}\n${usage}`);
    throw error;
  }
}

async function update(
  location: IndexLocation,
  from: string | null,
  replace: boolean,
  io: ScanIo,
): Promise<number> {
  const started = performance.now();
  const last = from ?? readMemory(memoryPath(location.path))?.from ?? '';
  if (last === '') throw new UsageError(`--from is wanted the first time\n${usage}`);
  const source = /^https?:\/\//.test(last) ? last : resolve(io.cwd, last);
  const build = await updateIndex({ from: source, location, replace, now: io.now(), fetch: io.fetch });
  if (build !== null) {
    for (const line of build.skipped.slice(0, 10)) io.err(`not read: ${line}\n`);
    if (build.skipped.length > 10) io.err(`not read: ${build.skipped.length - 10} more\n`);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    io.out(
      `${build.read} advisories read, ${build.carried} unchanged, ${build.skipped.length} not read, ${seconds} s\n`,
    );
  }
  return status(location, io);
}

function status(location: IndexLocation, io: ScanIo): number {
  const index = openIndex(location);
  const { header } = index;
  index.close();
  const size = (statSync(location.path).size / 1e6).toFixed(1);
  io.out(`${location.path}: ${size} MB, built ${header.built}, signed by ${header.key}\n`);
  for (const line of statusLines(header, io.now())) io.out(`  ${line}\n`);
  if (location.path !== defaultIndexPath(io.env) && !existsSync(memoryPath(location.path)))
    io.out('  taken ready-made: bugheist scan db update --from its address renews it\n');
  return 0;
}

function statusLines({ ecosystems, sources }: Header, now: Date): string[] {
  const counts = Object.entries(ecosystems).map(
    ([ecosystem, { packages, advisories, malicious, newest }]) => {
      const days = Math.max(0, Math.floor((now.getTime() - Date.parse(newest)) / 86_400_000));
      return `${ecosystem.padEnd(5)} ${advisories} advisories (${malicious} of malware) about ${packages} packages, the newest ${days} days old`;
    },
  );
  return [
    ...counts,
    ...sources.map(({ name, licence, advisories }) => `${advisories} from the ${name} (${licence})`),
  ];
}
