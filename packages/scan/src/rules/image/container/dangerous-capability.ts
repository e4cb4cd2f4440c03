import { containerWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

/** Each is enough, alone or nearly so, to leave a container or to deceive its neighbours. */
const dangerous = new Set([
  'ALL',
  'SYS_ADMIN',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'SYS_BOOT',
  'DAC_READ_SEARCH',
  'BPF',
  'PERFMON',
  'SYSLOG',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
]);
/** What engines give by default. Source: Kubernetes documentation, Pod Security Standards, baseline. */
const usual = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);
/** Needed by VPNs and firewalls, and by little else. */
const networking = new Set(['NET_ADMIN', 'NET_RAW']);

export const dangerousCapability = workloadRule({
  id: 'image/dangerous-capability',
  title: 'Container with a dangerous capability',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-250'],
  what: 'A container gets `ALL`, `SYS_ADMIN`, `SYS_PTRACE`, `NET_ADMIN` or another capability that reaches beyond it.',
  why: 'With it, whoever breaks into the container gets out of it, or listens to and redirects its neighbours.',
  fix: 'Take it out; drop `ALL` and add what the program is known to need.',
  aliases: ['CKV_K8S_39', 'CKV_K8S_25', 'drop-net-raw-capability', 'KSV005', 'KSV022', 'KSV119', 'KSV120'],
  bad: [
    serviceWith('image: a:1', 'cap_add: [SYS_ADMIN]'),
    containerWith('securityContext:', '  capabilities:', '    add: ["CAP_SYS_PTRACE"]'),
  ],
  good: [
    serviceWith('image: a:1', 'cap_add: [NET_BIND_SERVICE, CHOWN]'),
    containerWith('securityContext:', '  capabilities:', '    drop: ["ALL"]'),
  ],
  references: ['https://man7.org/linux/man-pages/man7/capabilities.7.html'],
  find({ containers }, report) {
    for (const { addedCapabilities, name } of containers)
      for (const capability of addedCapabilities) {
        if (dangerous.has(capability.name)) report(capability, `\`${name}\` gets \`${capability.name}\``);
        else if (networking.has(capability.name))
          report(capability, `\`${name}\` gets \`${capability.name}\``, {
            severity: 'medium',
            confidence: 'review',
          });
        else if (!usual.has(capability.name))
          report(capability, `\`${name}\` gets \`${capability.name}\`, which containers do not have`, {
            severity: 'low',
            confidence: 'review',
          });
      }
  },
});
