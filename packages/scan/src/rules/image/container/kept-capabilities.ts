import { containerWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

export const keptCapabilities = workloadRule({
  id: 'image/kept-capabilities',
  title: 'Container that keeps the default capabilities',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-250'],
  optional: true,
  what: 'A container does not drop `ALL` capabilities.',
  why: 'The default ones let it forge packets, change owners of files and become other users, which few programs need.',
  fix: 'Drop `ALL`, and add back what the program is known to need.',
  aliases: ['CKV_K8S_37', 'CKV_K8S_28', 'drop-net-raw-capability', 'KSV003'],
  bad: [serviceWith('image: a:1'), containerWith('image: a:1')],
  good: [
    serviceWith('image: a:1', 'cap_drop: [ALL]'),
    containerWith('securityContext: {capabilities: {drop: ["ALL"]}}'),
  ],
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  find({ containers }, report) {
    for (const { dropsCapabilities, name, span } of containers)
      if (!dropsCapabilities) report(span, `\`${name}\` keeps the default capabilities`);
  },
});
