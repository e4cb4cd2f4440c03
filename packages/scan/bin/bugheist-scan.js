#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Beside the code, never in a shared temporary directory: whoever can write machine code there runs it here.
enableCompileCache(join(import.meta.dirname, '../dist/program/compiled'));
const { runScan } = await import('../dist/program/cli.js');
process.exitCode = await runScan(process.argv.slice(2));
