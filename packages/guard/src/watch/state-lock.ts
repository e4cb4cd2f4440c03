import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config/section.ts';

/**
 * One guard a state directory: two would ban twice and undo each other's packet filter. A lock whose process is gone
 * is taken over. Throws ConfigError.
 */
export function lockState(directory: string, configFile: string): Disposable {
  mkdirSync(directory, { recursive: true, mode: 0o750 });
  const path = join(directory, 'guard.pid');
  for (let attempt = 0; attempt < 2; attempt++) {
    const file = createNew(path);
    if (file !== null) {
      writeSync(file, `${process.pid}\n`);
      closeSync(file);
      return { [Symbol.dispose]: () => rmSync(path, { force: true }) };
    }
    const owner = Number(readFileSync(path, 'utf8'));
    if (owner !== process.pid && isAlive(owner))
      throw new ConfigError([
        {
          file: configFile,
          line: 0,
          message: `a guard runs on ${directory} already (process ${owner}); stop it first`,
        },
      ]);
    rmSync(path, { force: true });
  }
  throw new ConfigError([
    { file: configFile, line: 0, message: `${path} can't be taken; is another guard starting?` },
  ]);
}

function createNew(path: string): number | null {
  try {
    return openSync(path, 'wx', 0o640);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
