#!/usr/bin/env node
import { runScan } from '../dist/cli.js';

process.exitCode = await runScan(process.argv.slice(2));
