/** What starts a program by its name and a list of arguments: no shell reads them unless an option asks for one. */
export const listTaking = [
  'child_process.spawn',
  'child_process.spawnSync',
  'child_process.execFile',
  'child_process.execFileSync',
  'cross-spawn',
  'cross-spawn.spawn',
  'cross-spawn.sync',
  'execa',
] as const;
