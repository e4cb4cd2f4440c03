import { containerWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';
import { componentFlagsOf } from './component-flags.ts';

export const anonymousApi = workloadRule({
  id: 'image/anonymous-api',
  title: 'Kubernetes that asks nobody who they are',
  severity: 'critical',
  confidence: 'likely',
  weakness: ['CWE-306'],
  what: 'The API server or kubelet is started with `--anonymous-auth=true`, or with an authorization mode of `AlwaysAllow`.',
  why: 'Whoever reaches its port runs commands in pods and reads secrets.',
  fix: 'Say `--anonymous-auth=false` and `--authorization-mode=Node,RBAC` (kubelet: `Webhook`).',
  aliases: ['CKV_K8S_68', 'CKV_K8S_74', 'CKV_K8S_138', 'CKV_K8S_139'],
  bad: [
    containerWith('command: [kube-apiserver, --authorization-mode=AlwaysAllow]'),
    containerWith('command: [kubelet, --anonymous-auth=true]'),
  ],
  good: [
    containerWith('command: [kube-apiserver, "--authorization-mode=Node,RBAC", --anonymous-auth=false]'),
  ],
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/'],
  find(workload, report) {
    for (const flag of componentFlagsOf(workload)) {
      if (flag.name === 'anonymous-auth' && flag.value === 'true')
        report(flag, 'Whoever has no login is let in as `system:anonymous`', { severity: 'medium' });
      if (flag.name === 'authorization-mode' && /\bAlwaysAllow\b/.test(flag.value))
        report(flag, 'Whoever is let in may do anything');
    }
  },
});
