import { containerWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

export const rootContainer = workloadRule({
  id: 'image/root-container',
  title: 'Container that runs as root',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-250'],
  what: 'A container is told to run as user 0.',
  why: 'Whoever breaks out of the program is root in the container, and one kernel bug away from root on the host.',
  fix: 'Name a user above 0, and say `runAsNonRoot: true`.',
  aliases: ['CKV_K8S_23', 'run-as-non-root', 'KSV105'],
  bad: [serviceWith('image: a:1', 'user: root'), containerWith('securityContext: {runAsUser: 0}')],
  good: [serviceWith('image: a:1', 'user: "10001:0"'), containerWith('securityContext: {runAsUser: 10001}')],
  find({ containers }, report) {
    for (const { user, name } of containers)
      if (user && /^(root|0)(:|$)/.test(user.text)) report(user, `\`${name}\` runs as root`);
  },
});
