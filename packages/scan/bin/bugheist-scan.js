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
// Of the parsers, which lie outside of the bundle.
nodeModule.enableCompileCache(join(import.meta.dirname, '../dist/program/compiled'));
const { runScan, keepCompiled } = nodeModule
  .createRequire(import.meta.url)('./program.cjs')
  .loadProgram();
process.exitCode = await runScan(process.argv.slice(2));
keepCompiled();
