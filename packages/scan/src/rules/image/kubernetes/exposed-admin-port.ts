import { at, itemsOf, textOf } from '../../../yaml/yaml.ts';
import { adminOf } from '../admin-port.ts';
import { resourceOf } from '../examples.ts';
import { annotationsOf } from '../kubernetes.ts';
import { resourceRule } from './resource-rule.ts';

export const exposedAdminPort = resourceRule({
  id: 'image/exposed-admin-port',
  title: 'Database or administration open to the outside',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-668'],
  kinds: ['Service'],
  what: 'A Service of type `NodePort` or `LoadBalancer` leads to the port of a database or administration tool.',
  why: 'It is reached from outside of the cluster; only its password stands between it and them.',
  fix: 'Use `ClusterIP`, and `kubectl port-forward` or a VPN for people.',
  aliases: ['exposed-services'],
  bad: [
    resourceOf('v1', 'Service', 'spec:', '  type: LoadBalancer', '  ports: [{port: 5432}]'),
    resourceOf('v1', 'Service', 'spec:', '  type: NodePort', '  ports: [{port: 80, targetPort: 6379}]'),
  ],
  good: [
    resourceOf('v1', 'Service', 'spec:', '  type: ClusterIP', '  ports: [{port: 5432}]'),
    resourceOf(
      'v1',
      'Service',
      'spec:',
      '  type: LoadBalancer',
      '  loadBalancerSourceRanges: [10.0.0.0/8]',
      '  ports: [{port: 5432}]',
    ),
    resourceOf('v1', 'Service', 'spec:', '  type: NodePort', '  ports: [{port: 443, targetPort: 8443}]'),
  ],
  find({ yaml, name }, report) {
    const type = textOf(at(yaml, 'spec', 'type'));
    if (type !== 'NodePort' && type !== 'LoadBalancer') return;
    if (itemsOf(at(yaml, 'spec', 'loadBalancerSourceRanges')).length > 0) return;
    if (
      annotationsOf(yaml).some(
        ({ key, value }) => /internal/i.test(key) || /^internal$/i.test(textOf(value) ?? ''),
      )
    )
      return;
    for (const port of itemsOf(at(yaml, 'spec', 'ports')))
      for (const key of ['targetPort', 'port']) {
        const whose = adminOf(Number(textOf(at(port, key)) ?? Number.NaN));
        if (whose === null) continue;
        report(at(port, key), `\`${name}\` opens the port of ${whose} by \`${type}\``);
        break;
      }
  },
});
