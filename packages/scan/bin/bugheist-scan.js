#!/usr/bin/env node
// The default export: an old Node, which lacks the name, must live to say so.
import nodeModule from 'node:module';
import { join } from 'node:path';

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `bugheist-scan needs Node 24 or newer; this is Node ${process.versions.node}. Get one from https://nodejs.org, or with "nvm install 24".`,
  );
  process.exit(3);
}
// Beside the code, never in a shared temporary directory: whoever can write machine code there runs it here.
nodeModule.enableCompileCache(join(import.meta.dirname, '../dist/program/compiled'));
const { runScan } = nodeModule.createRequire(import.meta.url)('../dist/program/program.cjs');
process.exitCode = await runScan(process.argv.slice(2));
