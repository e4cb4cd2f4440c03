import { resourceOf } from '../examples.ts';
import { accessOf, has, isSystem, roleKinds } from './access.ts';
import { resourceRule } from './resource-rule.ts';

export const execRole = resourceRule({
  id: 'image/exec-role',
  title: 'Role that enters other pods',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-250'],
  kinds: roleKinds,
  what: 'A role may run commands in pods (`pods/exec`, `pods/attach`) or talk to kubelets (`nodes/proxy`).',
  why: 'It has the secrets and rights of every pod it can enter; `nodes/proxy` leaves no trace in the audit log.',
  fix: 'Give it to people for a time, not to a workload.',
  aliases: ['KSV053', 'KSV054', 'KSV047'],
  bad: [
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'Role',
      'rules:',
      '- apiGroups: [""]',
      '  resources: ["pods/exec"]',
      '  verbs: ["create"]',
    ),
  ],
  good: [
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'Role',
      'rules:',
      '- apiGroups: [""]',
      '  resources: ["pods/log"]',
      '  verbs: ["get"]',
    ),
  ],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  find(role, report) {
    if (isSystem(role)) return;
    for (const { resources, verbs, names } of accessOf(role)) {
      const entry = resources.find(({ text }) => /^(pods\/(exec|attach)|nodes\/proxy)$/.test(text));
      if (entry && names.length === 0 && has(verbs, 'create', 'get', 'update', 'patch'))
        report(entry, `\`${role.name}\` has \`${entry.text}\``);
    }
  },
});
