import { headerOf, isHtml } from '../../site/exchange.ts';
import { pageRule } from '../../site/site-rule.ts';
import { directivesOf, scriptSources } from './content-policy.ts';
import { html } from './examples.ts';

export const weakContentPolicy = pageRule({
  id: 'site/weak-content-policy',
  title: 'Content-Security-Policy that lets scripts in',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-693'],
  kind: 'security',
  what: 'The policy allows inline scripts without nonce or hash, `eval`, or scripts from anywhere.',
  why: 'An injected script passes such a policy, so it protects from nothing.',
  fix: "Give scripts a nonce or hash and drop `'unsafe-inline'`, `'unsafe-eval'`, `*`, `http:`, `https:` and `data:` from `script-src`.",
  bad: [
    { 'GET /': `${html}content-security-policy: script-src 'self' 'unsafe-inline'\n\n` },
    { 'GET /': `${html}content-security-policy: default-src *\n\n` },
    { 'GET /': `${html}content-security-policy: img-src 'self'\n\n` },
  ],
  good: [
    { 'GET /': `${html}content-security-policy: script-src 'nonce-abc' 'unsafe-inline'\n\n` },
    { 'GET /': `${html}content-security-policy: default-src 'none'; script-src 'self'\n\n` },
  ],
  references: ['https://www.w3.org/TR/CSP3/'],
  checkPage(page, report) {
    const policy = headerOf(page, 'content-security-policy');
    if (policy === null || !isHtml(page)) return;
    const sources = scriptSources(directivesOf(policy));
    if (sources === null) {
      report({
        message: 'The policy says nothing of scripts: any may run',
        evidence: policy.slice(0, 300),
      });
      return;
    }
    const isNonced = sources.some((source) => /^'(nonce-|sha\d{3}-|strict-dynamic')/.test(source));
    const open = sources.filter((source) => /^('unsafe-eval'|\*|https?:|data:|blob:)$/.test(source));
    if (sources.includes("'unsafe-inline'") && !isNonced) open.unshift("'unsafe-inline'");
    if (open.length > 0)
      report({
        message: `The policy lets scripts in by ${open.join(', ')}`,
        evidence: policy.slice(0, 300),
      });
  },
});
