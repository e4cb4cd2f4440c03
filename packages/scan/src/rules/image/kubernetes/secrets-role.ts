import { resourceOf } from '../examples.ts';
import { accessOf, has, isSystem, roleKinds } from './access.ts';
import { resourceRule } from './resource-rule.ts';

export const secretsRole = resourceRule({
  id: 'image/secrets-role',
  title: 'Role that reads all secrets',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-522'],
  kinds: roleKinds,
  what: 'A role may get, list, watch or change secrets without naming them.',
  why: 'Listing gives their contents. In a `ClusterRole` these are the tokens of every account: as good as every right.',
  fix: 'Name them (`resourceNames`) and allow only `get`, or mount what is needed as a volume.',
  aliases: ['access-to-secrets', 'KSV041', 'KSV113'],
  bad: [
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'ClusterRole',
      'rules:',
      '- apiGroups: [""]',
      '  resources: ["secrets"]',
      '  verbs: ["get", "list"]',
    ),
  ],
  good: [
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'Role',
      'rules:',
      '- apiGroups: [""]',
      '  resources: ["secrets"]',
      '  resourceNames: ["db"]',
      '  verbs: ["get"]',
    ),
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'Role',
      'rules:',
      '- apiGroups: [""]',
      '  resources: ["secrets"]',
      '  verbs: ["create"]',
    ),
  ],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets'],
  find(role, report) {
    if (isSystem(role)) return;
    for (const { resources, verbs, names } of accessOf(role)) {
      const secrets = resources.find(({ text }) => text === 'secrets');
      if (!secrets || names.length > 0) continue;
      if (has(verbs, 'get', 'list', 'watch'))
        report(
          secrets,
          `\`${role.name}\` reads every secret of its ${role.kind === 'Role' ? 'namespace' : 'cluster'}`,
          role.kind === 'Role' ? { severity: 'low', confidence: 'review' } : {},
        );
      else if (has(verbs, 'update', 'patch', 'deletecollection'))
        report(secrets, `\`${role.name}\` is shown every secret that it changes`, {
          severity: 'low',
          confidence: 'review',
        });
    }
  },
});
