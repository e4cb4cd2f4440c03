import { at, textOf } from '../../../yaml/yaml.ts';
import { resourceOf } from '../examples.ts';
import { bindingKinds, subjectsOf } from './access.ts';
import { resourceRule } from './resource-rule.ts';

export const clusterAdmin = resourceRule({
  id: 'image/cluster-admin',
  title: 'Account with every right on the cluster',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-250'],
  kinds: bindingKinds,
  what: 'A binding gives the role `cluster-admin` away.',
  why: 'Whoever breaks into one pod of that account owns the cluster, its secrets and its nodes.',
  fix: 'Write a role with the rights that are used, and bind that.',
  aliases: ['cluster-admin-role-binding', 'KSV111'],
  bad: [
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'ClusterRoleBinding',
      'roleRef: {kind: ClusterRole, name: cluster-admin}',
      'subjects:',
      '- {kind: ServiceAccount, name: ci, namespace: ci}',
    ),
  ],
  good: [
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'ClusterRoleBinding',
      'roleRef: {kind: ClusterRole, name: view}',
      'subjects:',
      '- {kind: ServiceAccount, name: ci, namespace: ci}',
    ),
  ],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  find(binding, report) {
    const role = at(binding.yaml, 'roleRef', 'name');
    if (textOf(role) !== 'cluster-admin') return;
    const who = subjectsOf(binding).find(({ name }) => name !== 'system:masters');
    if (who) report(role, `\`${who.name}\` gets every right`);
  },
});
