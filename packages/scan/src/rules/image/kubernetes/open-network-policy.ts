import { at, entriesOf, itemsOf } from '../../../yaml/yaml.ts';
import { resourceOf } from '../examples.ts';
import { resourceRule } from './resource-rule.ts';

export const openNetworkPolicy = resourceRule({
  id: 'image/open-network-policy',
  title: 'Network policy that allows everything',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-284'],
  kinds: ['NetworkPolicy'],
  what: 'A NetworkPolicy for all pods lets in, from everywhere, on every port.',
  why: 'Policies add up: with this one no other keeps anything out.',
  fix: 'Name who may come and to which port.',
  bad: [
    resourceOf('networking.k8s.io/v1', 'NetworkPolicy', 'spec:', '  podSelector: {}', '  ingress:', '  - {}'),
  ],
  good: [
    resourceOf(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      'spec:',
      '  podSelector: {}',
      '  policyTypes: [Ingress]',
    ),
    resourceOf(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      'spec:',
      '  podSelector: {}',
      '  ingress:',
      '  - ports: [{port: 80}]',
    ),
  ],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  find({ yaml, name }, report) {
    const chosen = at(yaml, 'spec', 'podSelector');
    if (entriesOf(chosen).some(({ value }) => entriesOf(value).length > 0)) return;
    for (const rule of itemsOf(at(yaml, 'spec', 'ingress')))
      if (entriesOf(rule).length === 0) report(rule, `\`${name}\` lets everything in`);
  },
});
