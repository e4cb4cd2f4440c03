/** What a subcommand gets and gives: its arguments, its exit code. */
export type Command = (args: readonly string[]) => Promise<number>;

interface Entry {
  summary: string;
  load: () => Promise<Command>;
}

// Loaded only when called: `bugheist scan` never touches the database or the web server.
const commands: Record<string, Entry> = {
  serve: { summary: 'run the server', load: async () => (await import('./serve.ts')).serve },
  check: {
    summary: 'list every weakness of this deployment',
    load: async () => (await import('./check.ts')).check,
  },
  scan: {
    summary: 'find bugs in code, dependencies, images and sites',
    load: async () => (await import('@bugheist/scan/cli')).runScan,
  },
  guard: {
    summary: 'watch requests and logs, ban attackers',
    load: async () => (await import('./guard.ts')).guard,
  },
  db: { summary: 'back up, restore or move the database', load: async () => (await import('./db.ts')).db },
};

/** Runs one command line; answers the exit code (2 for a usage error). */
export async function run(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    console.log(usage());
    return name === undefined ? 2 : 0;
  }
  const entry = commands[name];
  if (!entry) {
    console.error(`bugheist: there is no command "${name}".\n\n${usage()}`);
    return 2;
  }
  const command = await entry.load();
  return command(rest);
}

function usage(): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`);
  return `Usage: bugheist COMMAND [options]

${rows.join('\n')}

"bugheist COMMAND --help" tells more. Examples:
  bugheist serve                 on the embedded database in ./data
  bugheist serve --demo          a throw-away instance with real history in it
  bugheist check                 is this deployment safe?
  bugheist scan                  what is wrong in this directory?`;
}
