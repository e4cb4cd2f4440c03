import { fileRule } from '../../../engine/rule.ts';
import { at, isFalse, isTrue, textOf } from '../../../yaml/yaml.ts';
import { podWith } from '../examples.ts';
import { kubernetesFile } from '../kubernetes.ts';

export const mountedToken = fileRule({
  id: 'image/mounted-token',
  title: 'Pod with a token nobody asked for',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-250'],
  kind: 'security',
  optional: true,
  what: 'A pod that names no service account gets the token of `default`.',
  why: 'Whoever breaks into it can talk to the API of the cluster with it.',
  fix: 'Say `automountServiceAccountToken: false`, or name the account that the pod needs.',
  aliases: ['CKV_K8S_38', 'KSV036'],
  bad: [podWith('containers: [{name: a}]')],
  good: [
    podWith('automountServiceAccountToken: false', 'containers: [{name: a}]'),
    podWith('serviceAccountName: shop', 'containers: [{name: a}]'),
  ],
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/'],
  wants: ['kubernetes'],
  check(file, report) {
    for (const { spec, resource } of file.tree(kubernetesFile).pods) {
      const account = textOf(at(spec, 'serviceAccountName') ?? at(spec, 'serviceAccount'));
      const mount = at(spec, 'automountServiceAccountToken');
      if (isFalse(mount) || (account !== null && account !== 'default' && !isTrue(mount))) continue;
      const { start, end } = at(resource.yaml, 'kind') ?? spec;
      report({ start, end, message: `\`${resource.name}\` gets the token of \`${account ?? 'default'}\`` });
    }
  },
});
