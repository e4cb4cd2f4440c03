/**
 * Who may import whom, downwards only. The same table stands in ARCHITECTURE.md; change both together.
 * A room of the server is named by its folder; `x.ts` directly under `src` is a room of its own.
 */
export const packages: Record<string, readonly string[]> = {
  bug: [],
  formats: ['bug'],
  scan: ['bug', 'formats'],
  guard: ['bug', 'formats'],
  server: ['bug', 'formats', 'scan', 'guard'],
};

const free = ['urls', 'id', 'refusal', 'package-root', 'permission', 'config', 'words', 'markdown'];
const plumbing = [...free, 'db', 'observe', 'audit', 'settings', 'jobs', 'mail', 'files', 'web'];
const people = [...plumbing, 'account'];
const company = [...people, 'organization', 'program'];
const hall = [...company, 'queue'];
const doors = ['report', 'machine', 'reward', 'disclosure', 'hunt', 'notice', 'moderation', 'notify'];

export const rooms: Record<string, readonly string[]> = {
  urls: [],
  id: [],
  refusal: [],
  'package-root': [],
  permission: [],
  config: [],
  words: ['urls'],
  markdown: [],
  db: free,
  observe: free,
  settings: [...free, 'db'],
  jobs: [...free, 'db', 'observe'],
  audit: [...free, 'db', 'observe', 'jobs'],
  mail: [...free, 'db', 'observe', 'audit', 'jobs'],
  files: [...free, 'db', 'observe'],
  web: [...free, 'observe'],
  account: plumbing,
  organization: people,
  program: people,
  queue: company,
  ...Object.fromEntries(doors.map((door) => [door, hall])),
  home: [...hall, ...doors],
  admin: [...hall, ...doors],
  main: ['*'],
  cli: ['*'],
};

/** Plumbing that only a room's `store.ts` may import; the type of a transaction travels freely. */
export const storeOnly = 'db';
/** Plumbing that only `routes.tsx`, `api.ts`, `views/` and `islands/` may import. */
export const routesOnly = 'web';

/** Names that say nothing about what a file holds. */
export const vagueNames = /^(utils?|helpers?|common|misc|manager|service|handlers?|data|info|stuff|shared)$/;
