import { textOf } from '../../../yaml/yaml.ts';
import { resourceOf } from '../examples.ts';
import { annotationsOf } from '../kubernetes.ts';
import { resourceRule } from './resource-rule.ts';

export const ingressSnippet = resourceRule({
  id: 'image/ingress-snippet',
  title: 'Configuration of nginx inside an Ingress',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-94'],
  kinds: ['Ingress'],
  what: 'An Ingress carries a piece of nginx configuration in an annotation (`configuration-snippet`, `server-snippet`, …).',
  why: 'A controller that takes them lets whoever may write an Ingress read the secrets of the whole cluster (CVE-2021-25742).',
  fix: 'Use the annotation made for the purpose, and keep `allow-snippet-annotations` off.',
  aliases: ['CKV_K8S_152', 'CKV_K8S_153', 'CKV_K8S_154'],
  bad: [
    resourceOf(
      'networking.k8s.io/v1',
      'Ingress',
      '  annotations:',
      '    nginx.ingress.kubernetes.io/server-snippet: return 200;',
      'spec: {tls: [{secretName: a}]}',
    ),
  ],
  good: [
    resourceOf(
      'networking.k8s.io/v1',
      'Ingress',
      '  annotations:',
      '    nginx.ingress.kubernetes.io/rewrite-target: /',
      'spec: {tls: [{secretName: a}]}',
    ),
  ],
  references: ['https://github.com/kubernetes/kubernetes/issues/126811'],
  find(ingress, report) {
    for (const entry of annotationsOf(ingress.yaml))
      if (/\/(configuration|server|auth|modsecurity|stream)-snippet$/.test(entry.key)) {
        const isWorse = /alias|lua_|serviceaccount|\broot\b/.test(textOf(entry.value) ?? '');
        report(
          entry,
          `\`${ingress.name}\` writes the configuration of the controller`,
          isWorse ? { severity: 'high', confidence: 'likely' } : {},
        );
      }
  },
});
