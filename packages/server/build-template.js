import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';

const here = import.meta.dirname;
const library = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
const { version } = JSON.parse(readFileSync(join(library, '../package.json'), 'utf8'));
const file = join(here, `dist/template/pglite-${version}.tar.br`);

/**
 * An embedded database as PostgreSQL's initdb leaves it, without anything of ours: making one takes three seconds and
 * 600 MB, which every first start would pay. It changes with PGlite only.
 */
if (!existsSync(file)) {
  const pglite = await PGlite.create();
  const tar = new Uint8Array(await (await pglite.dumpDataDir('none')).arrayBuffer());
  await pglite.close();
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 };
  mkdirSync(dirname(file), { recursive: true });
  // Two builds at once each write a whole file.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, brotliCompressSync(tar, { params }));
  renameSync(draft, file);
}
