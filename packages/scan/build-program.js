import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;
const out = join(here, 'dist/program');

/** Packages with native code or WebAssembly, which need their own files beside them. */
const apart = ['@vscode/tree-sitter-wasm', 'oxc-parser', 'web-tree-sitter'];

/** Modules of Node that take milliseconds to load; most runs need few of them. */
const costly =
  /^( *import_\w+) = require\("(node:(?:child_process|crypto|http|https|tls|worker_threads|zlib))"\);$/gm;
const banner = `const urlOfProgram = require('node:url').pathToFileURL(__filename).href;
const whenUsed = (name) => new Proxy({}, { get: (_, key) => require(name)[key] });`;

/**
 * A hook runs the scan on every commit, so it must start at once: one file is found, read and linked faster than the
 * 260 it is written in, and in CommonJS a module can be evaluated when it is first asked for.
 */
const { outputFiles } = await build({
  entryPoints: [join(here, 'src/cli.ts')],
  bundle: true,
  write: false,
  format: 'cjs',
  platform: 'node',
  target: 'node24',
  conditions: ['source'],
  external: apart,
  define: { 'import.meta.url': 'urlOfProgram' },
  banner: { js: banner },
});
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const write = (name, text) => writeFileSync(join(out, name), text);
write('program.cjs', outputFiles[0].text.replaceAll(costly, "$1 = whenUsed('$2');"));
write('thread.cjs', "require('./program.cjs').startThread();\n");
// For whoever imports the command, as the server's does.
write(
  'cli.js',
  "import { createRequire } from 'node:module';\nexport const { runScan } = createRequire(import.meta.url)('./program.cjs');\n",
);
// Once through what a hook needs, so that even the first commit finds it compiled.
execFileSync(process.execPath, [join(here, 'bin/bugheist-scan.js'), '--fail-on', 'none', join(here, 'bin')], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
