import { containerWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

export const escalationOpen = workloadRule({
  id: 'image/escalation-open',
  title: 'Container that is not kept from gaining privileges',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-250'],
  optional: true,
  what: 'A container does not say that it must not gain privileges.',
  why: 'The default allows it, by any set-user-id program in the image.',
  fix: 'Say `allowPrivilegeEscalation: false`, in Compose `security_opt: [no-new-privileges:true]`.',
  aliases: ['CKV_K8S_20', 'KSV001'],
  bad: [containerWith('image: a:1'), serviceWith('image: a:1')],
  good: [
    containerWith('securityContext:', '  allowPrivilegeEscalation: false'),
    serviceWith('image: a:1', 'security_opt: ["no-new-privileges:true"]'),
  ],
  find({ containers }, report) {
    for (const { escalation, cannotEscalate, name, span } of containers)
      if (!escalation && !cannotEscalate) report(span, `\`${name}\` may gain privileges by default`);
  },
});
