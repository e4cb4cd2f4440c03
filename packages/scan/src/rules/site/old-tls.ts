import { siteRule } from '../../site/site-rule.ts';

export const oldTls = siteRule({
  id: 'site/old-tls',
  title: 'TLS 1.0 or 1.1 is still spoken',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-326'],
  kind: 'security',
  what: 'The server agrees to TLS 1.0 or 1.1.',
  why: 'Both are broken and forbidden (RFC 8996); an attacker between can push old clients down to them.',
  fix: 'Allow TLS 1.2 and 1.3 alone (`ssl_protocols TLSv1.2 TLSv1.3`).',
  bad: [{ TLS: 'TLSv1.3 old=TLSv1,TLSv1.1 valid=2027-01-01' }],
  good: [{ TLS: 'TLSv1.3 valid=2027-01-01' }],
  references: ['https://www.rfc-editor.org/rfc/rfc8996'],
  checkSite({ url, transport }, report) {
    if (transport && transport.oldProtocols.length > 0)
      report({ url, message: `The server agrees to ${transport.oldProtocols.join(' and ')}` });
  },
});
