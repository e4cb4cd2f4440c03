import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { startChild } from './test/child.ts';

const nobody = 65534;
const root = process.getuid?.() === 0;
const canMount = root && tryMount();
let folder: string;
let mounted: boolean;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bugheist-disk-'));
  mounted = false;
});

afterEach(() => {
  if (mounted) execFileSync('umount', ['--lazy', folder]);
  rmSync(folder, { recursive: true, force: true });
});

const open = (options: { askDiskEveryMs?: number } = {}) =>
  openDatabase({ url: null, dataDirectory: join(folder, 'data'), ...options });
const mount = (size: string) => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  mounted = true;
};
/** Uses up what is left on the disk, all but this. */
const fill = (keepBytes: number) => {
  const keep = join(folder, 'reserve');
  writeFileSync(keep, Buffer.alloc(keepBytes));
  try {
    for (let one = 0; ; one++) writeFileSync(join(folder, `filler-${one}`), Buffer.alloc(1 << 20));
  } catch (error) {
    if (!String(error).includes('ENOSPC')) throw error;
  }
  rmSync(keep);
};
const empty = () => execFileSync('sh', ['-c', 'rm -f "$0"/filler-*', folder]);

test('a directory that cannot be written is named, with the way out', async () => {
  chmodSync(folder, 0o500);
  const opener = startChild('opener.ts', [join(folder, 'data')], root ? nobody : undefined);
  expect(await opener.line('refused')).toMatch(/data directory .*data cannot be written: .*DATA_DIR/);
});

test('a file in the place of the data directory is named', async () => {
  writeFileSync(join(folder, 'data'), '');
  await expect(open()).rejects.toThrow(/data is not a directory/);
});

test.skipIf(!canMount)('a disk too full to create the database is named', async () => {
  mount('20m');
  await expect(open()).rejects.toThrow(/is on a full disk. Free some space/);
});

test.skipIf(!canMount)(
  'an almost full disk stops writing, not reading, until there is room',
  async () => {
    mount('200m');
    const first = await open();
    await first.raw.script('create table kept (n integer); insert into kept values (1)');
    await first.close();
    fill(0);
    await expect(open()).rejects.toThrow(/is on a full disk. Free some space/);
    empty();
    fill(20 << 20);
    const database = await open();
    await expect(database.raw.script('insert into kept values (2)')).rejects.toThrow('almost full');
    expect(await database.raw.rows('select n from kept')).toEqual([{ n: 1 }]);
    await database.close();
    empty();
    const later = await open();
    await later.raw.script('insert into kept values (3)');
    expect(await later.raw.rows('select n from kept')).toEqual([{ n: 1 }, { n: 3 }]);
    await later.close();
  },
  60_000,
);

test.skipIf(!canMount)(
  'a disk that fills within a moment ends the database, which loses nothing',
  async () => {
    mount('200m');
    // Asked once, while there is room: the disk fills between two looks at it.
    const database = await open({ askDiskEveryMs: Number.POSITIVE_INFINITY });
    await database.raw.script('create table kept (n integer)');
    const message = () =>
      database.raw.rows("select pg_logical_emit_message(true, 'test', repeat('x', 3000000))");
    const overflow = async () => {
      for (let n = 1; ; n++) {
        await database.raw.rows('insert into kept values ($1)', [n]);
        if (n === 3) fill(0);
        await message();
      }
    };
    await expect(overflow()).rejects.toThrow('failed or is full, so the database stopped');
    await expect(database.ping()).rejects.toThrow('everything that was confirmed is kept');
    await expect(database.close()).rejects.toThrow('stopped');
    empty();
    const later = await open();
    const rows = await later.raw.rows('select n from kept order by n');
    expect(rows.slice(0, 3)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    await later.close();
  },
  60_000,
);

function tryMount(): boolean {
  const probe = mkdtempSync(join(tmpdir(), 'bugheist-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true });
  }
}
