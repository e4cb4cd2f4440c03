import { resourceOf } from '../examples.ts';
import { bindingKinds, subjectsOf } from './access.ts';
import { resourceRule } from './resource-rule.ts';

export const defaultAccount = resourceRule({
  id: 'image/default-account',
  title: 'Rights for the default account',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-250'],
  kinds: bindingKinds,
  what: 'A binding gives a role to the service account `default`.',
  why: 'Every pod of the namespace that names no account has these rights.',
  fix: 'Make an account for the pod that needs the rights (`serviceAccountName`).',
  aliases: ['CKV_K8S_42'],
  bad: [
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'RoleBinding',
      'roleRef: {kind: Role, name: a}',
      'subjects:',
      '- kind: ServiceAccount',
      '  name: default',
      '  namespace: shop',
    ),
  ],
  good: [
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'RoleBinding',
      'roleRef: {kind: Role, name: a}',
      'subjects:',
      '- kind: ServiceAccount',
      '  name: shop',
      '  namespace: shop',
    ),
  ],
  find(binding, report) {
    for (const { kind, name, yaml } of subjectsOf(binding))
      if (kind === 'ServiceAccount' && name === 'default')
        report(yaml, 'Every pod of the namespace has these rights');
  },
});
