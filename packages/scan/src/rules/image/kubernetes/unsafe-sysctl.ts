import { fileRule } from '../../../engine/rule.ts';
import { at, itemsOf, textOf } from '../../../yaml/yaml.ts';
import { podWith } from '../examples.ts';
import { kubernetesFile } from '../kubernetes.ts';

/** Source: Kubernetes documentation, using sysctls: the safe set. */
const safe =
  /^(kernel\.shm_rmid_forced|net\.ipv4\.(ip_local_port_range|tcp_syncookies|ping_group_range|ip_unprivileged_port_start|ip_local_reserved_ports|tcp_keepalive_time|tcp_fin_timeout|tcp_keepalive_intvl|tcp_keepalive_probes|tcp_rmem|tcp_wmem))$/;

export const unsafeSysctl = fileRule({
  id: 'image/unsafe-sysctl',
  title: 'Pod that sets the kernel of its node',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-653'],
  kind: 'security',
  what: 'A pod sets a kernel parameter outside of the safe set.',
  why: 'It is not kept apart from other pods: it can take memory from them or break their network.',
  fix: 'Take it out, or set it on nodes of their own.',
  aliases: ['unsafe-sysctls', 'KSV026'],
  bad: [
    podWith('securityContext: {sysctls: [{name: kernel.msgmax, value: "65536"}]}', 'containers: [{name: a}]'),
  ],
  good: [
    podWith(
      'securityContext: {sysctls: [{name: net.ipv4.tcp_syncookies, value: "1"}]}',
      'containers: [{name: a}]',
    ),
  ],
  references: ['https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/'],
  wants: ['kubernetes'],
  check(file, report) {
    for (const { spec } of file.tree(kubernetesFile).pods)
      for (const sysctl of itemsOf(at(spec, 'securityContext', 'sysctls'))) {
        const name = textOf(at(sysctl, 'name')) ?? '';
        if (!safe.test(name))
          report({ start: sysctl.start, end: sysctl.end, message: `\`${name}\` is not kept to the pod` });
      }
  },
});
