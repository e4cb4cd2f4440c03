import { containerWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

export const privileged = workloadRule({
  id: 'image/privileged-container',
  title: 'Container with every privilege',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-250'],
  what: 'A container runs `privileged`.',
  why: 'It sees all devices and has all capabilities: whoever breaks into it owns the host.',
  fix: 'Take it out, and give only the capability or device that is needed.',
  aliases: ['CKV_K8S_16', 'privileged-container', 'KSV017', 'KSV103'],
  bad: [
    serviceWith('image: a:1', 'privileged: true'),
    containerWith('securityContext:', '  privileged: true'),
  ],
  good: [
    serviceWith('image: a:1', 'cap_add: [NET_BIND_SERVICE]'),
    containerWith('securityContext:', '  privileged: false'),
  ],
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  find({ containers }, report) {
    for (const { privileged: span, name } of containers)
      if (span) report(span, `\`${name}\` has every privilege on the host`);
  },
});
