import { resourceOf } from '../examples.ts';
import { accessOf, isSystem, roleKinds } from './access.ts';
import { resourceRule } from './resource-rule.ts';

export const escalatingRole = resourceRule({
  id: 'image/escalating-role',
  title: 'Role that gives itself more rights',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-269'],
  kinds: roleKinds,
  what: 'A role has one of the verbs `escalate`, `bind` and `impersonate`.',
  why: 'They are made to pass the check that nobody gives away more rights than their own.',
  fix: 'Take the verb out, or limit it by `resourceNames`.',
  aliases: ['CKV_K8S_157', 'CKV_K8S_158', 'KSV043', 'KSV050'],
  bad: [
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'ClusterRole',
      'rules:',
      '- apiGroups: ["rbac.authorization.k8s.io"]',
      '  resources: ["clusterroles"]',
      '  verbs: ["bind", "escalate"]',
    ),
  ],
  good: [
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'ClusterRole',
      'rules:',
      '- apiGroups: ["rbac.authorization.k8s.io"]',
      '  resources: ["clusterroles"]',
      '  verbs: ["bind"]',
      '  resourceNames: ["view"]',
    ),
  ],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping',
  ],
  find(role, report) {
    if (isSystem(role)) return;
    for (const { verbs, names } of accessOf(role)) {
      const verb = verbs.find(({ text }) => /^(escalate|bind|impersonate)$/.test(text));
      if (verb && names.length === 0) report(verb, `\`${role.name}\` may \`${verb.text}\``);
    }
  },
});
