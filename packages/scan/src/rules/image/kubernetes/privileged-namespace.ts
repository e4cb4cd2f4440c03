import { at, entriesOf, textOf } from '../../../yaml/yaml.ts';
import { resourceOf } from '../examples.ts';
import { resourceRule } from './resource-rule.ts';

export const privilegedNamespace = resourceRule({
  id: 'image/privileged-namespace',
  title: 'Namespace that lets every pod in',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-693'],
  kinds: ['Namespace'],
  what: 'A namespace has the label `pod-security.kubernetes.io/enforce: privileged`.',
  why: 'Whoever may create a pod in it owns the node the pod runs on.',
  fix: 'Enforce `baseline`, better `restricted`; give system agents a namespace of their own.',
  bad: [resourceOf('v1', 'Namespace', '  labels: {pod-security.kubernetes.io/enforce: privileged}')],
  good: [resourceOf('v1', 'Namespace', '  labels: {pod-security.kubernetes.io/enforce: restricted}')],
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/'],
  find({ yaml, name }, report) {
    const label = entriesOf(at(yaml, 'metadata', 'labels')).find(
      ({ key }) => key === 'pod-security.kubernetes.io/enforce',
    );
    if (label && textOf(label.value) === 'privileged') report(label, `\`${name}\` lets every pod in`);
  },
});
