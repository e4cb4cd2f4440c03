import { containerWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

export const privilegeEscalation = workloadRule({
  id: 'image/privilege-escalation',
  title: 'Container that may gain privileges',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-250'],
  what: 'A container says `allowPrivilegeEscalation: true`, or `no-new-privileges:false`.',
  why: 'Any set-user-id program in the image makes whoever breaks in root.',
  fix: 'Say `allowPrivilegeEscalation: false` (`no-new-privileges:true`).',
  aliases: ['CKV_K8S_20', 'privilege-escalation-container', 'KSV001'],
  bad: [
    containerWith('securityContext:', '  allowPrivilegeEscalation: true'),
    serviceWith('image: a:1', 'security_opt: ["no-new-privileges:false"]'),
  ],
  good: [containerWith('securityContext:', '  allowPrivilegeEscalation: false')],
  find({ containers }, report) {
    for (const { escalation, name } of containers)
      if (escalation) report(escalation, `\`${name}\` may gain privileges`);
  },
});
