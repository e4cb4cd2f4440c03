import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Decision } from '../decisions/decision.ts';
import { parseRange } from '../logs/address-range.ts';
import { type Bouncer, isAboutAddress } from './bouncer.ts';
import { runProgram } from './program.ts';

export interface MapFilesOptions {
  readonly directory: string;
  /** Program that makes the proxy read its files again, run without a shell; none when it does so itself. */
  readonly reload?: readonly string[];
}

export type MapFiles = Readonly<Record<string, string>>;

/** A bouncer that keeps files for a proxy and reloads it when one of them changed, and only then. */
export function mapFilesBouncer(
  name: string,
  render: (decisions: readonly Decision[]) => MapFiles,
  { directory, reload }: MapFilesOptions,
): Bouncer {
  let owesReload = false;
  return {
    name,
    enforce: async (decisions) => {
      await mkdir(directory, { recursive: true });
      for (const [file, text] of Object.entries(render(decisions)))
        owesReload = (await replace(join(directory, file), text)) || owesReload;
      if (owesReload && reload) await runProgram(reload);
      owesReload = false;
    },
  };
}

export interface MapEntry {
  readonly value: string;
  readonly host: string;
  readonly measure: Decision['measure'];
}

/** One entry a target, the hardest measure winning, in a stable order; nothing that isn't an address or a plain host name. */
export function mapEntries(decisions: readonly Decision[]): MapEntry[] {
  const entries = new Map<string, MapEntry>();
  for (const { value, host, measure, ...rest } of decisions) {
    if (!isAboutAddress({ value, host, measure, ...rest }) || parseRange(value) === null) continue;
    if (!/^[a-z0-9.:-]*$/.test(host)) continue;
    const key = `${host}|${value}`;
    if (entries.get(key)?.measure !== 'ban')
      entries.set(key, { value, host: host.replace(/:\d+$/, ''), measure });
  }
  return [...entries.values()].sort((a, b) => (`${a.host}|${a.value}` < `${b.host}|${b.value}` ? -1 : 1));
}

/** True when the file's content changed. It is replaced whole: the proxy never reads half of it. */
async function replace(path: string, text: string): Promise<boolean> {
  if ((await contentOf(path)) === text) return false;
  await writeFile(`${path}.new`, text, { mode: 0o644 });
  await rename(`${path}.new`, path);
  return true;
}

async function contentOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
