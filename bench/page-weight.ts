/**
 * What a browser fetches for a page with an empty cache: bytes on the wire of the document and of every style, script,
 * picture and font it names, compressed as the server sends them. Ends with exit code 1 for a page over its budget.
 *
 *   node bench/page-weight.ts   after `npm run build`; needs PostgreSQL's programs
 */
import { bugheist, startChild } from './parts/child.ts';
import { startPostgres } from './parts/postgres.ts';
import { seed } from './parts/seed.ts';
import { type Kind, kinds, weigh } from './parts/weight.ts';

/** Compressed kilobytes. A public page without an island has no script at all. */
const budgets = { all: 30, css: 15, script: 25 };

const pages: readonly { what: string; path: string; signedIn?: true; islands?: true }[] = [
  { what: 'home', path: '/' },
  { what: 'organization, 50 bugs', path: '/organizations/curl' },
  { what: 'directory of organizations', path: '/organizations' },
  { what: 'public bug', path: '/bugs/CURL-1' },
  { what: 'search', path: '/search?q=buffer' },
  { what: 'sign in', path: '/sign-in', islands: true },
  { what: 'report form', path: '/report', islands: true },
  { what: 'queue, 50 bugs', path: '/queue?state=closed', signedIn: true, islands: true },
  { what: 'bug, to its member', path: '/bugs/CURL-1', signedIn: true, islands: true },
];

using postgres = startPostgres();
const { cookie } = await seed(postgres.url);
const server = await startChild([bugheist, 'serve'], {
  DATABASE_URL: postgres.url,
  PORT: '0',
  LOG_LEVEL: 'error',
});
try {
  console.log(`${'kB on the wire'.padEnd(28)}${['all', ...kinds].map((kind) => kind.padStart(9)).join('')}`);
  for (const page of pages) {
    const weight = await weigh(server.origin + page.path, page.signedIn ? { cookie } : {});
    const all = kinds.reduce((sum, kind) => sum + weight[kind], 0);
    const faults = [
      ...(all > budgets.all * 1000 ? [`more than ${budgets.all} kB in all`] : []),
      ...(weight.css > budgets.css * 1000 ? [`more than ${budgets.css} kB of styles`] : []),
      ...(weight.script > (page.islands ? budgets.script * 1000 : 0)
        ? [page.islands ? `more than ${budgets.script} kB of script` : 'script on a page without islands']
        : []),
    ];
    if (faults.length > 0) process.exitCode = 1;
    const cells = [all, ...kinds.map((kind: Kind) => weight[kind])].map((bytes) =>
      (bytes / 1000).toFixed(1).padStart(9),
    );
    console.log(`${page.what.padEnd(28)}${cells.join('')}${faults.map((fault) => `  ✗ ${fault}`).join('')}`);
  }
} finally {
  await server.stop();
}
