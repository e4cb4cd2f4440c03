import { siteRule } from '../../site/site-rule.ts';

const soonDays = 14;

export const certificate = siteRule({
  id: 'site/certificate',
  title: 'Certificate that is not trusted, or not much longer',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-295'],
  kind: 'security',
  what: 'The certificate is expired, of another name, self-signed or incomplete, or expires within two weeks.',
  why: "Visitors see a warning, learn to click it away, and then click away the attacker's, too.",
  fix: 'Renew it, automatically (ACME), with the whole chain and every name of the site.',
  bad: [{ TLS: 'TLSv1.3 distrust=CERT_HAS_EXPIRED' }, { TLS: 'TLSv1.3 valid=2026-11-28' }],
  good: [{ TLS: 'TLSv1.3 valid=2027-01-01' }],
  checkSite({ url, transport, now }, report) {
    if (!transport) return;
    if (transport.distrust !== null) {
      report({ url, message: `The certificate is not trusted: ${transport.distrust}` });
      return;
    }
    const days = transport.validTo
      ? (transport.validTo.getTime() - now.getTime()) / 86_400_000
      : Number.POSITIVE_INFINITY;
    if (days < soonDays)
      report({ url, severity: 'medium', message: `The certificate expires in ${Math.floor(days)} days` });
  },
});
