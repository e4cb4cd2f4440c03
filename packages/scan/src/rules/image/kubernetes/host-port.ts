import { fileRule } from '../../../engine/rule.ts';
import { at, itemsOf, textOf } from '../../../yaml/yaml.ts';
import { containerWith } from '../examples.ts';
import { kubernetesFile } from '../kubernetes.ts';

export const hostPort = fileRule({
  id: 'image/host-port',
  title: 'Container on a port of its node',
  severity: 'low',
  confidence: 'likely',
  weakness: ['CWE-668'],
  kind: 'security',
  what: 'A container takes a port of its node (`hostPort`).',
  why: 'It is reached past services, policies and load balancers, on every address of the node.',
  fix: 'Take it out and use a `Service`.',
  aliases: ['CKV_K8S_26', 'host-port', 'KSV024'],
  bad: [containerWith('ports: [{containerPort: 80, hostPort: 80}]')],
  good: [
    containerWith('ports: [{containerPort: 80}]'),
    containerWith('ports: [{containerPort: 80, hostPort: 80, hostIP: 127.0.0.1}]'),
  ],
  wants: ['kubernetes'],
  check(file, report) {
    for (const { spec } of file.tree(kubernetesFile).pods)
      for (const container of itemsOf(at(spec, 'containers')))
        for (const port of itemsOf(at(container, 'ports'))) {
          const host = at(port, 'hostPort');
          if (!host || textOf(host) === '0' || /^127\./.test(textOf(at(port, 'hostIP')) ?? '')) continue;
          report({ start: host.start, end: host.end, message: `Port ${textOf(host)} of the node is taken` });
        }
  },
});
