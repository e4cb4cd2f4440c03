#!/usr/bin/env node
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`bugheist needs Node 24 or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}
const { run } = await import('../dist/cli/run.js');
process.exitCode = await run(process.argv.slice(2));
