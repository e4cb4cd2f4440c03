import { fileRule } from '../../../engine/rule.ts';
import { at, itemsOf } from '../../../yaml/yaml.ts';
import { containerWith } from '../examples.ts';
import { kubernetesFile } from '../kubernetes.ts';

export const secretByEnvironment = fileRule({
  id: 'image/secret-by-environment',
  title: 'Secret handed over by the environment',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-526'],
  kind: 'security',
  optional: true,
  what: 'A container gets a secret as a variable (`secretKeyRef`, `envFrom`).',
  why: 'Every program it starts has it, crash reports and debug pages show it, and it stays as it was when the secret is renewed.',
  fix: 'Mount it as a file.',
  aliases: ['CKV_K8S_35', 'read-secret-from-env-var'],
  bad: [
    containerWith('env:', '  - name: KEY', '    valueFrom: {secretKeyRef: {name: a, key: b}}'),
    containerWith('envFrom:', '  - secretRef: {name: a}'),
  ],
  good: [containerWith('env:', '  - name: KEY_FILE', '    value: /run/secrets/key')],
  references: ['https://kubernetes.io/docs/concepts/configuration/secret/'],
  wants: ['kubernetes'],
  check(file, report) {
    for (const { spec } of file.tree(kubernetesFile).pods)
      for (const container of [...itemsOf(at(spec, 'initContainers')), ...itemsOf(at(spec, 'containers'))]) {
        const places = [
          ...itemsOf(at(container, 'env')).map((one) => at(one, 'valueFrom', 'secretKeyRef')),
          ...itemsOf(at(container, 'envFrom')).map((one) => at(one, 'secretRef')),
        ];
        for (const place of places)
          if (place) report({ start: place.start, end: place.end, message: 'The secret becomes a variable' });
      }
  },
});
