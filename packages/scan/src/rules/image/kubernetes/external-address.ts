import { at, textsOf } from '../../../yaml/yaml.ts';
import { resourceOf } from '../examples.ts';
import { resourceRule } from './resource-rule.ts';

export const externalAddress = resourceRule({
  id: 'image/external-address',
  title: 'Service that takes an address of its choice',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-441'],
  kinds: ['Service'],
  what: 'A Service lists `externalIPs`.',
  why: 'All traffic of the cluster to that address goes to its pods, whoever the address belongs to (CVE-2020-8554).',
  fix: 'Use `LoadBalancer` or an Ingress.',
  bad: [resourceOf('v1', 'Service', 'spec:', '  externalIPs: [203.0.113.7]', '  ports: [{port: 80}]')],
  good: [resourceOf('v1', 'Service', 'spec:', '  ports: [{port: 80}]')],
  references: ['https://github.com/kubernetes/kubernetes/issues/97076'],
  find({ yaml, name }, report) {
    for (const address of textsOf(at(yaml, 'spec', 'externalIPs')))
      report(address, `\`${name}\` takes the traffic to \`${address.text}\``);
  },
});
