import { resourceOf } from '../examples.ts';
import { accessOf, isSystem, roleKinds } from './access.ts';
import { resourceRule } from './resource-rule.ts';

export const wildcardRole = resourceRule({
  id: 'image/wildcard-role',
  title: 'Role that may do anything',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-250'],
  kinds: roleKinds,
  what: 'A role has `*` as its verbs or resources.',
  why: 'Whoever gets one token of it reads all secrets and changes all workloads, also of kinds that do not exist yet.',
  fix: 'List the resources and verbs that are used.',
  aliases: ['CKV_K8S_49', 'wildcard-in-rules', 'KSV046', 'KSV044', 'KSV045'],
  bad: [
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'ClusterRole',
      'rules:',
      '- apiGroups: ["*"]',
      '  resources: ["*"]',
      '  verbs: ["*"]',
    ),
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'Role',
      'rules:',
      '- apiGroups: [""]',
      '  resources: ["pods"]',
      '  verbs:',
      '  - "*"',
    ),
  ],
  good: [
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'Role',
      'rules:',
      '- apiGroups: [""]',
      '  resources: ["pods"]',
      '  verbs: ["get", "list"]',
    ),
  ],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  find(role, report) {
    if (isSystem(role)) return;
    for (const { groups, resources, verbs, names } of accessOf(role)) {
      const star = [...verbs, ...resources].find(({ text }) => text === '*');
      if (!star || names.length > 0) continue;
      const isAll = [verbs, resources].every((words) => words.some(({ text }) => text === '*'));
      const coversCore = groups.some(({ text }) => text === '*' || text === '');
      if (isAll && coversCore) report(star, `\`${role.name}\` may do anything`, { severity: 'high' });
      // An operator owns the kinds of its own group; there a star says little.
      else if (coversCore)
        report(star, `\`${role.name}\` names no ${verbs.includes(star) ? 'verbs' : 'resources'}`, {
          severity: 'medium',
        });
      else
        report(star, `\`${role.name}\` may do anything with \`${groups[0]?.text ?? ''}\``, {
          severity: 'low',
          confidence: 'review',
        });
    }
  },
});
