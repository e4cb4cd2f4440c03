#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// A hook runs this on every commit: what was compiled once is read from Node's cache.
enableCompileCache();
const { runScan } = await import('../dist/cli.js');
process.exitCode = await runScan(process.argv.slice(2));
