import { at, itemsOf, textOf } from '../../../yaml/yaml.ts';
import { resourceOf } from '../examples.ts';
import { annotationsOf } from '../kubernetes.ts';
import { resourceRule } from './resource-rule.ts';

export const ingressWithoutTls = resourceRule({
  id: 'image/ingress-without-tls',
  title: 'Ingress in clear',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-319'],
  kinds: ['Ingress'],
  what: 'An Ingress has no `tls`, or says that nobody is redirected to HTTPS.',
  why: 'Passwords and session cookies pass in clear, for anybody on the way to read and change.',
  fix: 'Add `tls` with the hosts and a certificate (cert-manager keeps it current), and leave the redirect on.',
  bad: [
    resourceOf('networking.k8s.io/v1', 'Ingress', 'spec:', '  rules: [{host: shop.example.org}]'),
    resourceOf(
      'networking.k8s.io/v1',
      'Ingress',
      '  annotations:',
      '    nginx.ingress.kubernetes.io/ssl-redirect: "false"',
      'spec:',
      '  tls: [{secretName: a}]',
    ),
  ],
  good: [
    resourceOf(
      'networking.k8s.io/v1',
      'Ingress',
      'spec:',
      '  tls: [{hosts: [shop.example.org], secretName: a}]',
      '  rules: [{host: shop.example.org}]',
    ),
    resourceOf(
      'networking.k8s.io/v1',
      'Ingress',
      '  annotations:',
      '    alb.ingress.kubernetes.io/certificate-arn: arn:aws:acm:a',
      'spec:',
      '  rules: [{host: a.example.org}]',
    ),
  ],
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#tls'],
  find(ingress, report) {
    const annotations = annotationsOf(ingress.yaml);
    const clear = annotations.find(
      ({ key, value }) => /\/(force-)?ssl-redirect$/.test(key) && textOf(value) === 'false',
    );
    if (clear) report(clear, `\`${ingress.name}\` redirects nobody to HTTPS`);
    const ends = annotations.some(({ key }) => /certificate|ssl-cert|managed-cert|tls|ssl-policy/i.test(key));
    if (!ends && itemsOf(at(ingress.yaml, 'spec', 'tls')).length === 0)
      report(at(ingress.yaml, 'kind'), `\`${ingress.name}\` speaks HTTP in clear`);
  },
});
