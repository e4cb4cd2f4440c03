import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;
const out = join(here, 'dist/program');

/** Packages with native code or WebAssembly, which need their own files beside them. */
const apart = ['@vscode/tree-sitter-wasm', 'oxc-parser', 'web-tree-sitter'];

/** A hook runs the scan on every commit: a few files are found and read faster than the 260 it is written in. */
rmSync(out, { recursive: true, force: true });
await build({
  entryPoints: { cli: join(here, 'src/cli.ts'), thread: join(here, 'src/engine/thread.ts') },
  outdir: out,
  chunkNames: 'part-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  conditions: ['source'],
  external: apart,
  // Libraries written as CommonJS ask for Node's own modules with require.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
});
// Once through what a hook needs, so that even the first commit finds it compiled.
execFileSync(process.execPath, [join(here, 'bin/bugheist-scan.js'), '--fail-on', 'none', join(here, 'bin')], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
