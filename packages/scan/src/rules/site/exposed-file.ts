import { siteRule } from '../../site/site-rule.ts';
import { redact } from '../secret/redact.ts';
import { text } from './examples.ts';
import { answeredProbes, exposures } from './exposed.ts';

export const exposedFile = siteRule({
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
});
