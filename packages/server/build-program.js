import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, context } from 'esbuild';

const here = import.meta.dirname;
const out = join(here, 'dist/program');

/** Packages with native code, WebAssembly or threads, which need their own files beside them, and optional ones. */
const apart = [
  '@aws-sdk/*',
  '@bugheist/guard',
  '@bugheist/scan',
  '@electric-sql/pglite',
  '@node-rs/argon2',
  'pg-native',
  'sharp',
];

/**
 * The `bugheist` command with its libraries in a few files instead of 1,900: Node spends 1.5 s of CPU time finding them one
 * by one, the most on re-reading the 180 kB package.json of drizzle-orm for each of its modules.
 */
const options = {
  entryPoints: [join(here, 'src/cli/run.ts')],
  outdir: out,
  chunkNames: 'part-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  conditions: ['source'],
  external: apart,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  // Libraries written as CommonJS ask for Node's own modules with require.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
};

rmSync(out, { recursive: true, force: true });
await build(options);
// Once through every module, so that even the first start finds them compiled.
execFileSync(process.execPath, [join(here, 'bin/bugheist.js'), 'serve', '--help'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});

if (process.argv.includes('--watch')) await (await context(options)).watch();
