import type { Event } from '../../logs/event.ts';
import { packScenario, requests } from './pack-scenario.ts';
import { extension, lowerPath } from './request-text.ts';

/** Files that tell secrets when a server hands them out by mistake. */
const secret =
  /\/\.(?:env|git\/|svn\/|hg\/|aws\/|ssh\/|htpasswd|htaccess|npmrc|netrc|pgpass|bash_history|docker\/|kube\/|vscode\/|ds_store|dockercfg|my\.cnf)|\/(?:id_(?:rsa|dsa|ed25519)|wp-config\.php[.~_a-z0-9-]+|wp-config\.(?:bak|old|txt|save)|web\.config|config\.php\.(?:bak|old|save|swp)|settings\.py|database\.yml|secrets?\.(?:yml|yaml|json)|credentials(?:\.json)?|docker-compose\.ya?ml|phpinfo\.php|server-status|etc\/passwd|etc\/shadow)(?:$|[/?])|\.(?:sql|bak|old|swp|pem|key|kdbx|tfstate)(?:\.gz|\.zip)?$/;

/** Extensions worth the pattern; names without one are few. */
const extensions = new Set(
  'sql bak old swp save txt pem key kdbx tfstate gz zip config py yml yaml json php'.split(' '),
);
const bareNames = /\/(?:id_(?:rsa|dsa|ed25519)|server-status|credentials|passwd|shadow)$/;

function asksForSecret(event: Event): boolean {
  const ending = extension(event);
  const worthALook =
    ending === '' ? bareNames.test(event.path) : extensions.has(ending) || ending.startsWith('php');
  if (!worthALook && !event.path.includes('/.')) return false;
  const path = lowerPath(event);
  if (path.startsWith('/.well-known/') || !secret.test(path)) return false;
  return event.status >= 400 || event.status === 0 || (isNearRoot(path) && !extensions.has(ending));
}

/**
 * Sites that show code or offer dumps serve such names all day, deep in their trees or with these endings; what is
 * served there was meant to be.
 */
function isNearRoot(path: string): boolean {
  return path.indexOf('/', path.indexOf('/', 1) + 1) < 0 || path.startsWith('/.');
}

export const httpSensitiveFiles = packScenario({
  name: 'bugheist/http-sensitive-files',
  description: 'Asked for several files that hold secrets',
  weakness: 'CWE-538',
  advice: 'Make sure none was answered with 200; if one was, change every secret in it.',
  kinds: ['http-access'],
  marks: ['refused', 'page', 'dotted'],
  when: asksForSecret,
  distinct: (event) => event.path,
  capacity: 3,
  leakMs: 60_000,
  behavior: 'http:scan',
  service: 'http',
  confidence: 3,
  examples: {
    attacks: [
      {
        format: 'nginx',
        lines: ['/.env', '/.git/config', '/wp-config.php.bak', '/id_rsa'].map(
          (path, n) =>
            `203.0.113.9 - - [10/Oct/2025:12:00:0${n} +0000] "GET ${path} HTTP/1.1" 404 1 "-" "Mozilla/5.0"`,
        ),
      },
    ],
    ordinary: [
      requests(20, 'GET /.well-known/acme-challenge/{n}', { status: 200 }),
      requests(20, 'GET /environment/{n}', { status: 200 }),
      requests(20, 'GET /.env'),
      requests(20, 'GET /docs/{n}/settings.html', { status: 200 }),
      requests(20, 'GET /ann/app/src/branch/main/{n}/.vscode/settings.json', { status: 200 }),
      requests(20, 'GET /dumps/2025{n}.sql.gz', { status: 200 }),
    ],
  },
});
