import { siteRule } from '../../site/site-rule.ts';
import { answeredProbes } from './exposed.ts';

export const directoryListing = siteRule({
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
});
