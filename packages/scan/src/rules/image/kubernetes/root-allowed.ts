import { fileRule } from '../../../engine/rule.ts';
import { at, isFalse, itemsOf, textOf } from '../../../yaml/yaml.ts';
import { containerWith, podWith } from '../examples.ts';
import { kubernetesFile } from '../kubernetes.ts';

export const rootAllowed = fileRule({
  id: 'image/root-allowed',
  title: 'Pod that may run as root',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-250'],
  kind: 'security',
  optional: true,
  what: 'A container neither says `runAsNonRoot: true` nor names a user.',
  why: 'It runs as whatever user its image names, and most name root.',
  fix: 'Say `runAsNonRoot: true` in the `securityContext`.',
  aliases: ['CKV_K8S_23', 'run-as-non-root', 'KSV012'],
  bad: [containerWith('image: a:1'), containerWith('securityContext: {runAsNonRoot: false}')],
  good: [
    containerWith('securityContext: {runAsNonRoot: true}'),
    podWith('securityContext: {runAsNonRoot: true}', 'containers: [{name: a}]'),
  ],
  wants: ['kubernetes'],
  check(file, report) {
    for (const { spec } of file.tree(kubernetesFile).pods)
      for (const container of itemsOf(at(spec, 'containers'))) {
        const setting = (key: string) =>
          at(container, 'securityContext', key) ?? at(spec, 'securityContext', key);
        const user = textOf(setting('runAsUser'));
        const nonRoot = setting('runAsNonRoot');
        if ((nonRoot && !isFalse(nonRoot)) || user !== null) continue;
        const { start, end } = at(container, 'name') ?? container;
        report({ start, end, message: `\`${textOf(at(container, 'name')) ?? ''}\` may run as root` });
      }
  },
});
