import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;
const out = join(here, 'dist/program');
const bin = join(here, 'bin/bugheist-scan.js');

/** Packages with native code or WebAssembly, which need their own files beside them. */
const apart = ['@vscode/tree-sitter-wasm', 'oxc-parser', 'web-tree-sitter'];

/** Modules of Node that take milliseconds to load; most runs need few of them. */
const costly =
  /^( *import_\w+) = require\("(node:(?:child_process|crypto|http|https|tls|worker_threads|zlib))"\);$/gm;
const whenUsed = 'const whenUsed = (name) => new Proxy({}, { get: (_, key) => require(name)[key] });';

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
  // What bin/program.cjs calls.
  banner: { js: `(function (require, module, urlOfProgram) {\n${whenUsed}` },
  footer: { js: '})' },
});
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const write = (name, text) => writeFileSync(join(out, name), text);
write('program.js', outputFiles[0].text.replaceAll(costly, "$1 = whenUsed('$2');"));
const load = "import { loadProgram } from '../../bin/program.cjs';\n";
write('thread.js', `${load}loadProgram().startThread();\n`);
// For whoever imports the command, as the server's does.
write('cli.js', `${load}export const { runScan } = loadProgram();\n`);

// Once through what a hook needs, so that even the first commit finds it compiled.
const sample = mkdtempSync(join(tmpdir(), 'bugheist-scan-sample-'));
try {
  const installed = { 'node_modules/ua-parser-js': { version: '0.7.29' } };
  const lockfile = JSON.stringify({ lockfileVersion: 3, packages: installed });
  writeFileSync(join(sample, 'package-lock.json'), lockfile);
  copyFileSync(bin, join(sample, 'program.js'));
  const args = [bin, '--fail-on', 'none', sample];
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  // 3: this machine has no advisory index.
  if (status !== 0 && status !== 3) throw new Error(`the bundled scan ends with status ${status}`);
} finally {
  rmSync(sample, { recursive: true, force: true });
}
