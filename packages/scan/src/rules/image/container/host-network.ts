import { podWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

export const hostNetwork = workloadRule({
  id: 'image/host-network',
  title: 'Container in the network of the host',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-653'],
  what: 'A container uses the network of its host.',
  why: 'It reaches what listens on the loopback address only, and sees the traffic of all other containers.',
  fix: 'Give it a network of its own and publish the ports that are needed.',
  aliases: ['CKV_K8S_19', 'host-network', 'KSV009'],
  bad: [
    serviceWith('image: a:1', 'network_mode: host'),
    podWith('hostNetwork: true', 'containers: [{name: a}]'),
  ],
  good: [
    serviceWith('image: a:1', 'network_mode: bridge'),
    podWith('hostNetwork: false', 'containers: [{name: a}]'),
  ],
  find({ hostNamespaces, name }, report) {
    for (const span of hostNamespaces)
      if (span.which === 'network') report(span, `\`${name}\` is in the network of the host`);
  },
});
