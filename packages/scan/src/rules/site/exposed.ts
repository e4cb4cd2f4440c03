import { type Exchange, isHtml, type Site } from '../../site/exchange.ts';

/** A file nobody meant to serve, and what its content proves itself by: many sites answer 200 to everything. */
export interface Exposure {
  readonly path: string;
  readonly what: string;
  isIt(exchange: Exchange): boolean;
}

const holds =
  (pattern: RegExp) =>
  (exchange: Exchange): boolean =>
    !isHtml(exchange) && pattern.test(exchange.body);

export const exposures: readonly Exposure[] = [
  { path: '/.git/HEAD', what: 'the Git repository', isIt: holds(/^(ref: refs\/|[0-9a-f]{40}\s*$)/) },
  { path: '/.git/config', what: 'the Git configuration', isIt: holds(/^[ \t]*\[core\]/m) },
  { path: '/.svn/entries', what: 'the Subversion metadata', isIt: holds(/^\d+\s*\n/) },
  { path: '/.env', what: 'the environment file', isIt: holds(/^[A-Z][A-Z0-9_]{1,60}\s{0,2}=/m) },
  {
    path: '/.DS_Store',
    what: 'a list of files (.DS_Store)',
    isIt: ({ body }) => body.slice(4, 8) === 'Bud1',
  },
  { path: '/.htpasswd', what: 'the password file', isIt: holds(/^[\w.-]{1,60}:[$\w]/m) },
  { path: '/.npmrc', what: 'the registry configuration', isIt: holds(/(_auth|registry)\s*=/) },
  {
    path: '/backup.sql',
    what: 'a database dump',
    isIt: holds(/(CREATE TABLE|INSERT INTO|-- (MySQL|PostgreSQL))/),
  },
  {
    path: '/dump.sql',
    what: 'a database dump',
    isIt: holds(/(CREATE TABLE|INSERT INTO|-- (MySQL|PostgreSQL))/),
  },
  { path: '/backup.zip', what: 'a backup', isIt: ({ body }) => body.startsWith('PK\u0003\u0004') },
  { path: '/phpinfo.php', what: 'phpinfo()', isIt: ({ body }) => /<title>phpinfo\(\)<\/title>/i.test(body) },
  {
    path: '/server-status',
    what: 'the Apache status page',
    isIt: ({ body }) => /Apache Server Status for/i.test(body),
  },
  { path: '/actuator/env', what: 'the Spring environment', isIt: holds(/"propertySources"\s*:/) },
  {
    path: '/debug/pprof/',
    what: 'the Go profiler',
    isIt: ({ body }) => /\/debug\/pprof\//.test(body) && /goroutine/.test(body),
  },
  {
    path: '/config.json',
    what: 'a configuration with secrets',
    isIt: holds(/"(password|secret|api_?key|private_?key)"\s*:\s*"[^"]{6,}"/i),
  },
];

export const answeredProbes = ({ exchanges }: Site): Exchange[] =>
  exchanges.filter(({ purpose, status }) => purpose === 'probe' && status === 200);

/** What the client calls itself to see whether everybody is let in. */
export const foreignOrigin = 'https://origin.invalid';
