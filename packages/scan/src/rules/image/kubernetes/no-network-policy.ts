import type { SourceFile } from '../../../engine/file.ts';
import { ParseFailure } from '../../../engine/file.ts';
import { projectRule } from '../../../engine/rule.ts';
import { at } from '../../../yaml/yaml.ts';
import { resourceOf } from '../examples.ts';
import { kubernetesFile, type Manifest } from '../kubernetes.ts';

const policy =
  /^(NetworkPolicy|CiliumNetworkPolicy|CiliumClusterwideNetworkPolicy|GlobalNetworkPolicy|AdminNetworkPolicy|AuthorizationPolicy)$/;
const longLived = /^(Deployment|StatefulSet|DaemonSet)$/;

export const noNetworkPolicy = projectRule({
  id: 'image/no-network-policy',
  title: 'Workloads without a network policy',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-653'],
  kind: 'security',
  what: 'A project has workloads for Kubernetes and no NetworkPolicy.',
  why: 'By default every pod reaches every other: whoever breaks into one goes on to the databases of all.',
  fix: 'Deny by default in each namespace, then allow what is needed.',
  aliases: ['CKV2_K8S_6'],
  bad: [resourceOf('apps/v1', 'Deployment', 'spec: {template: {spec: {containers: [{name: a}]}}}')],
  good: [
    {
      ...resourceOf('apps/v1', 'Deployment', 'spec: {template: {spec: {containers: [{name: a}]}}}'),
      'policy.yaml': 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec: {podSelector: {}}\n',
    },
  ],
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies'],
  checkProject(project, report) {
    if (!project.whole) return;
    const files = project.filesOf('kubernetes');
    const resources = files.flatMap(
      (file) => manifestOf(file)?.resources.map((resource) => ({ file, resource })) ?? [],
    );
    if (resources.some(({ resource }) => policy.test(resource.kind))) return;
    const first = resources.find(({ resource }) => longLived.test(resource.kind));
    const kind = first && at(first.resource.yaml, 'kind');
    if (first && kind)
      report(first.file, {
        start: kind.start,
        end: kind.end,
        message: 'No workload of this project is kept from any other',
        identity: 'no-network-policy',
      });
  },
});

/** Null for what cannot be read, which the rules about single files have said already. */
function manifestOf(file: SourceFile): Manifest | null {
  try {
    return file.tree(kubernetesFile);
  } catch (error) {
    if (error instanceof ParseFailure) return null;
    throw error;
  }
}
