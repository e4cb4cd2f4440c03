import { type Exchange, headerOf, isHtml, type Site } from '../../site/exchange.ts';
import { siteRule } from '../../site/site-rule.ts';
import { redact } from '../secret/redact.ts';

const text = 'HTTP/1.1 200 OK\ncontent-type: text/plain\n\n';

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
  { path: '/.git/config', what: 'the Git configuration', isIt: holds(/^\s*\[core\]/m) },
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

const answeredProbes = ({ exchanges }: Site): Exchange[] =>
  exchanges.filter(({ purpose, status }) => purpose === 'probe' && status === 200);

export const exposedRules = [
  siteRule({
    id: 'site/exposed-file',
    title: 'File that was not meant to be served',
    severity: 'high',
    confidence: 'certain',
    weakness: ['CWE-538'],
    kind: 'security',
    what: 'The repository, environment, a backup, a dump or a diagnostic page can be fetched by anybody.',
    why: "They hold source code, credentials and customers' data; robots ask every site for them every day.",
    fix: 'Remove the file from the served folder, refuse names that start with a dot, and replace every credential it holds.',
    bad: [{ 'GET /.git/HEAD': `${text}ref: refs/heads/main\n` }, { 'GET /.env': `${text}DB_PASSWORD=x\n` }],
    good: [
      { 'GET /.git/HEAD': 'HTTP/1.1 404 Not Found\n\n' },
      { 'GET /.env': 'HTTP/1.1 200 OK\ncontent-type: text/html\n\n<html>A=B' },
    ],
    checkSite(site, report) {
      for (const exchange of answeredProbes(site)) {
        const exposure = exposures.find(({ path }) => path === exchange.url.pathname);
        if (exposure?.isIt(exchange))
          report({
            url: exchange.url,
            message: `Anybody can fetch ${exposure.what}`,
            evidence: redact(exchange.body.slice(0, 40)),
          });
      }
    },
  }),
  siteRule({
    id: 'site/directory-listing',
    title: 'Folder whose files are listed',
    severity: 'medium',
    confidence: 'certain',
    weakness: ['CWE-548'],
    kind: 'security',
    what: 'The server lists the files of a folder.',
    why: 'What is not linked is found all the same: backups, drafts, uploads of others.',
    fix: 'Switch listings off (`autoindex off`, `Options -Indexes`).',
    bad: [{ 'GET /assets/': 'HTTP/1.1 200 OK\ncontent-type: text/html\n\n<title>Index of /assets/</title>' }],
    good: [{ 'GET /assets/': 'HTTP/1.1 403 Forbidden\n\n' }],
    checkSite(site, report) {
      for (const exchange of answeredProbes(site))
        if (/<title>\s*(Index of \/|Directory listing for \/)|<h1>Index of \//i.test(exchange.body))
          report({ url: exchange.url, message: `${exchange.url.pathname} lists its files` });
    },
  }),
  siteRule({
    id: 'site/source-map',
    title: 'Source map in public',
    severity: 'low',
    confidence: 'certain',
    weakness: ['CWE-540'],
    kind: 'security',
    what: "A script's source map with its original sources can be fetched.",
    why: 'It shows the code as it was written, with names and comments that were meant to stay inside.',
    fix: 'Keep the maps for the error tracker and do not deploy them.',
    bad: [
      {
        'GET /app.js.map':
          'HTTP/1.1 200 OK\ncontent-type: application/json\n\n{"version":3,"sources":["a.ts"],"sourcesContent":["x"]}',
      },
    ],
    good: [{ 'GET /app.js.map': 'HTTP/1.1 404 Not Found\n\n' }],
    checkSite(site, report) {
      for (const exchange of answeredProbes(site))
        if (/"mappings"|"sourcesContent"/.test(exchange.body) && /"version"\s*:\s*3/.test(exchange.body))
          report({ url: exchange.url, message: `${exchange.url.pathname} holds original sources` });
    },
  }),
  siteRule({
    id: 'site/error-details',
    title: 'Error page that tells of the inside',
    severity: 'medium',
    confidence: 'likely',
    weakness: ['CWE-209'],
    kind: 'security',
    what: 'The page for an address that does not exist shows a stack trace or a debugger.',
    why: 'It names files, versions and settings; some debuggers even run code.',
    fix: 'Switch the debug mode off and answer with a plain page.',
    bad: [
      {
        'GET /bugheist-missing':
          'HTTP/1.1 404 Not Found\n\nError: x\n    at route (/srv/app/index.js:12:3)\n    at next (/srv/app/a.js:1:1)',
      },
    ],
    good: [{ 'GET /bugheist-missing': 'HTTP/1.1 404 Not Found\n\nNot found' }],
    checkSite({ exchanges }, report) {
      for (const exchange of exchanges)
        if (exchange.purpose === 'missing' && traces.test(exchange.body))
          report({
            url: exchange.url,
            message: `The answer to a missing page (${exchange.status}) shows a stack trace or debugger`,
          });
    },
  }),
  siteRule({
    id: 'site/open-cors',
    title: 'Any site may read the answers',
    severity: 'high',
    confidence: 'certain',
    weakness: ['CWE-942'],
    kind: 'security',
    what: 'The server allows any origin it is told, together with credentials.',
    why: 'Every site that a signed-in person visits can read their data here.',
    fix: 'Compare `Origin` with a list, and answer without `Access-Control-Allow-Credentials` to all others.',
    bad: [
      {
        'CORS /':
          'HTTP/1.1 200 OK\naccess-control-allow-origin: https://origin.invalid\naccess-control-allow-credentials: true\n\n',
      },
    ],
    good: [{ 'CORS /': 'HTTP/1.1 200 OK\naccess-control-allow-origin: *\n\n' }],
    references: ['https://fetch.spec.whatwg.org/#http-cors-protocol'],
    checkSite({ exchanges }, report) {
      for (const exchange of exchanges) {
        if (exchange.purpose !== 'cors') continue;
        const allowed = headerOf(exchange, 'access-control-allow-origin');
        const credentials = headerOf(exchange, 'access-control-allow-credentials') === 'true';
        if ((allowed === foreignOrigin || allowed === 'null') && credentials)
          report({
            url: exchange.url,
            message: 'An unknown origin may read answers with the credentials of the visitor',
          });
      }
    },
  }),
  siteRule({
    id: 'site/security-txt',
    title: 'No valid security.txt',
    severity: 'low',
    confidence: 'certain',
    weakness: ['CWE-1059'],
    kind: 'security',
    what: 'There is no `/.well-known/security.txt`, or it lacks `Contact` or a future `Expires`.',
    why: 'Whoever finds a hole does not know whom to tell, and tells nobody, or everybody.',
    fix: 'Publish one with `Contact:` and `Expires:` (RFC 9116).',
    bad: [
      { 'GET /.well-known/security.txt': 'HTTP/1.1 404 Not Found\n\n' },
      {
        'GET /.well-known/security.txt': `${text}Contact: mailto:security@shop.test\nExpires: 2020-01-01T00:00:00Z\n`,
      },
    ],
    good: [
      {
        'GET /.well-known/security.txt': `${text}Contact: mailto:security@shop.test\nExpires: 2027-06-01T00:00:00Z\n`,
      },
    ],
    references: ['https://www.rfc-editor.org/rfc/rfc9116'],
    checkSite({ exchanges, now }, report) {
      for (const exchange of exchanges) {
        if (exchange.purpose !== 'security-txt') continue;
        const wrong = wrongWithSecurityTxt(exchange, now);
        if (wrong !== null) report({ url: exchange.url, message: wrong });
      }
    },
  }),
] as const;

/** What the client calls itself to see whether everybody is let in. */
export const foreignOrigin = 'https://origin.invalid';

const traces =
  /\n\s+at [^\n]{1,200}\(?\/[^\n]{1,200}:\d+:\d+\)?|Traceback \(most recent call last\)|Werkzeug Debugger|DEBUG\s?=\s?True|Whoops, looks like something went wrong|\bat [a-z][\w.$]{3,100}\([A-Z]\w{1,60}\.java:\d+\)/;

function wrongWithSecurityTxt({ status, body }: Exchange, now: Date): string | null {
  if (status !== 200 || !/^Contact:/im.test(body))
    return status === 200 ? 'security.txt names no Contact' : `security.txt is answered with ${status}`;
  const expires = Date.parse(/^Expires:\s*(\S+)/im.exec(body)?.[1] ?? '');
  if (Number.isNaN(expires)) return 'security.txt has no valid Expires';
  return expires < now.getTime() ? 'security.txt has expired' : null;
}
