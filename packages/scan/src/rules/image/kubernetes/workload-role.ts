import { resourceOf } from '../examples.ts';
import { accessOf, has, isSystem, roleKinds } from './access.ts';
import { resourceRule } from './resource-rule.ts';

const workloads =
  /^(pods|deployments|daemonsets|statefulsets|replicasets|replicationcontrollers|jobs|cronjobs)$/;
const roleWith = (resources: string, verbs: string) =>
  resourceOf(
    'rbac.authorization.k8s.io/v1',
    'Role',
    'rules:',
    '- apiGroups: ["", "apps", "batch"]',
    `  resources: [${resources}]`,
    `  verbs: [${verbs}]`,
  );

export const workloadRole = resourceRule({
  id: 'image/workload-role',
  title: 'Role that starts pods of its own',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-250'],
  kinds: roleKinds,
  what: 'A role may create or change pods, or what makes pods.',
  why: 'A pod runs as any account of the namespace and mounts any secret of it: whoever has the role has them all.',
  fix: 'Give it to what deploys alone, in a namespace that holds nothing else.',
  aliases: ['access-to-create-pods', 'KSV048'],
  bad: [roleWith('pods', 'create'), roleWith('deployments', 'get, patch')],
  good: [
    roleWith('pods', 'get, list'),
    roleWith('services', 'create'),
    roleWith('deployments/scale', 'update'),
  ],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation'],
  find(role, report) {
    if (isSystem(role)) return;
    for (const { resources, verbs, names } of accessOf(role)) {
      const target = resources.find(({ text }) => workloads.test(text));
      // All verbs are another rule's hit.
      if (
        target &&
        names.length === 0 &&
        !verbs.some(({ text }) => text === '*') &&
        has(verbs, 'create', 'update', 'patch')
      )
        report(target, `\`${role.name}\` makes \`${target.text}\``);
    }
  },
});
