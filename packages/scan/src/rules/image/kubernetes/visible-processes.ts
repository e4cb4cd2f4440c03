import { fileRule } from '../../../engine/rule.ts';
import { at, isTrue } from '../../../yaml/yaml.ts';
import { podWith } from '../examples.ts';
import { kubernetesFile } from '../kubernetes.ts';

export const visibleProcesses = fileRule({
  id: 'image/visible-processes',
  title: 'Containers that see into each other',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-653'],
  kind: 'security',
  what: 'A pod shares one process list among its containers (`shareProcessNamespace`).',
  why: "Each can read the others' files and environment through `/proc`.",
  fix: 'Take it out, unless a debugging side-car needs it.',
  aliases: ['CKV_K8S_17'],
  bad: [podWith('shareProcessNamespace: true', 'containers: [{name: a}]')],
  good: [podWith('shareProcessNamespace: false', 'containers: [{name: a}]')],
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/'],
  wants: ['kubernetes'],
  check(file, report) {
    for (const { spec, resource } of file.tree(kubernetesFile).pods) {
      const shared = at(spec, 'shareProcessNamespace');
      if (shared && isTrue(shared))
        report({
          start: shared.start,
          end: shared.end,
          message: `The containers of \`${resource.name}\` see into each other`,
        });
    }
  },
});
