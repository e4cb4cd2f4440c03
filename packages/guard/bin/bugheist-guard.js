#!/usr/bin/env node
import process from 'node:process';
import { runGuard } from '@bugheist/guard/cli';
import { processIo } from '@bugheist/guard/process-io';

process.exitCode = await runGuard(process.argv.slice(2), processIo());
