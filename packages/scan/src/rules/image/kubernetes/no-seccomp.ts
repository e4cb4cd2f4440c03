import { fileRule } from '../../../engine/rule.ts';
import { at, itemsOf, textOf } from '../../../yaml/yaml.ts';
import { containerWith, podWith } from '../examples.ts';
import { kubernetesFile } from '../kubernetes.ts';

export const noSeccomp = fileRule({
  id: 'image/no-seccomp',
  title: 'Pod without a seccomp profile',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-693'],
  kind: 'security',
  optional: true,
  what: 'A container names no seccomp profile.',
  why: 'Unless the node sets one, it may make every system call; most ways out of containers begin with one it never needs.',
  fix: 'Say `seccompProfile: {type: RuntimeDefault}` in the `securityContext` of the pod.',
  aliases: ['CKV_K8S_31', 'KSV104'],
  bad: [containerWith('image: a:1')],
  good: [podWith('securityContext: {seccompProfile: {type: RuntimeDefault}}', 'containers: [{name: a}]')],
  references: ['https://kubernetes.io/docs/tutorials/security/seccomp/'],
  wants: ['kubernetes'],
  check(file, report) {
    for (const { spec } of file.tree(kubernetesFile).pods)
      for (const container of itemsOf(at(spec, 'containers'))) {
        const profile = ['securityContext', 'seccompProfile', 'type'];
        if (at(container, ...profile) ?? at(spec, ...profile)) continue;
        const { start, end } = at(container, 'name') ?? container;
        report({
          start,
          end,
          message: `\`${textOf(at(container, 'name')) ?? ''}\` may make every system call`,
        });
      }
  },
});
