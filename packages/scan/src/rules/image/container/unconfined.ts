import { containerWith, podWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

export const unconfined = workloadRule({
  id: 'image/unconfined',
  title: 'Container without seccomp, AppArmor or masks',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-693'],
  what: 'A container switches off seccomp, AppArmor, SELinux or the masks over `/proc`.',
  why: 'The hundreds of system calls it never needs are open again; most ways out of containers begin with one of them.',
  fix: 'Leave the default profile (`RuntimeDefault`), or write one that allows what is missing.',
  aliases: ['KSV002', 'KSV025', 'KSV027', 'KSV104', 'unsafe-proc-mount'],
  bad: [
    serviceWith('image: a:1', 'security_opt: ["seccomp:unconfined"]'),
    containerWith('securityContext:', '  seccompProfile: {type: Unconfined}'),
    containerWith('securityContext:', '  procMount: Unmasked'),
    containerWith('securityContext:', '  seLinuxOptions: {type: spc_t}'),
  ],
  good: [
    serviceWith('image: a:1', 'security_opt: ["no-new-privileges:true"]'),
    containerWith('securityContext:', '  seccompProfile: {type: RuntimeDefault}'),
    podWith(
      'securityContext: {seccompProfile: {type: Unconfined}}',
      'containers: [{name: a, securityContext: {seccompProfile: {type: RuntimeDefault}}}]',
    ),
  ],
  references: ['https://docs.docker.com/engine/security/seccomp/'],
  find({ containers }, report) {
    for (const { unconfined: all, name } of containers)
      for (const one of all) report(one, `\`${name}\` runs without \`${one.what}\``);
  },
});
