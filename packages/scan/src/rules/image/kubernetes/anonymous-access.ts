import { at, textOf } from '../../../yaml/yaml.ts';
import { resourceOf } from '../examples.ts';
import { bindingKinds, subjectsOf } from './access.ts';
import { resourceRule } from './resource-rule.ts';

export const anonymousAccess = resourceRule({
  id: 'image/anonymous-access',
  title: 'Rights for whoever asks',
  severity: 'critical',
  confidence: 'certain',
  weakness: ['CWE-306'],
  kinds: bindingKinds,
  what: 'A binding gives a role to `system:anonymous`, `system:unauthenticated` or every account there is.',
  why: 'Whoever reaches the API, often the whole internet, has these rights without a login.',
  fix: 'Bind the role to the accounts that need it.',
  aliases: ['CKV_K8S_68', 'KSV122', 'KSV01011'],
  bad: [
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'ClusterRoleBinding',
      'roleRef: {kind: ClusterRole, name: view}',
      'subjects:',
      '- {kind: User, name: "system:anonymous"}',
    ),
  ],
  good: [
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'ClusterRoleBinding',
      'roleRef: {kind: ClusterRole, name: "system:public-info-viewer"}',
      'subjects:',
      '- {kind: Group, name: "system:unauthenticated"}',
    ),
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'ClusterRoleBinding',
      'roleRef: {kind: ClusterRole, name: view}',
      'subjects:',
      '- {kind: User, name: ann}',
    ),
  ],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings',
  ],
  find(binding, report) {
    if (
      /^system:(public-info-viewer|discovery|basic-user)$/.test(
        textOf(at(binding.yaml, 'roleRef', 'name')) ?? '',
      )
    )
      return;
    for (const { name, yaml } of subjectsOf(binding)) {
      if (/^system:(anonymous|unauthenticated)$/.test(name))
        report(yaml, `\`${name}\` is anybody who reaches the API`);
      else if (/^system:(authenticated|serviceaccounts)$/.test(name))
        report(yaml, `\`${name}\` is every account of the cluster`, {
          severity: 'medium',
          confidence: 'likely',
        });
    }
  },
});
