import { fileRule } from '../../../engine/rule.ts';
import { at, itemsOf, placedText, textsOf } from '../../../yaml/yaml.ts';
import { podWith } from '../examples.ts';
import { kubernetesFile } from '../kubernetes.ts';

export const rootGroup = fileRule({
  id: 'image/root-group',
  title: 'Pod in the group root',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-250'],
  kind: 'security',
  what: 'A pod has `runAsGroup`, `fsGroup` or `supplementalGroups` of 0.',
  why: 'Files of the group root are open to it, in images and on volumes, though its user is another.',
  fix: 'Name a group of its own, above 10000.',
  aliases: ['KSV116'],
  bad: [
    podWith('securityContext: {runAsUser: 10001, runAsGroup: 0}', 'containers: [{name: a}]'),
    podWith('containers: [{name: a, securityContext: {runAsGroup: 0}}]'),
  ],
  good: [
    podWith('securityContext: {runAsGroup: 10001, fsGroup: 10001}', 'containers: [{name: a}]'),
    podWith('containers: [{name: a}]'),
  ],
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  wants: ['kubernetes'],
  check(file, report) {
    for (const { spec } of file.tree(kubernetesFile).pods) {
      const contexts = [spec, ...itemsOf(at(spec, 'containers')), ...itemsOf(at(spec, 'initContainers'))].map(
        (one) => at(one, 'securityContext'),
      );
      const groups = contexts.flatMap((context) => [
        placedText(at(context, 'runAsGroup')),
        placedText(at(context, 'fsGroup')),
        ...textsOf(at(context, 'supplementalGroups')),
      ]);
      for (const group of groups)
        if (group?.text === '0')
          report({ start: group.start, end: group.end, message: 'The group 0 is root' });
    }
  },
});
