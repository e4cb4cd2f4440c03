import { at, itemsOf, textOf } from '../../../yaml/yaml.ts';
import { resourceOf } from '../examples.ts';
import { resourceRule } from './resource-rule.ts';

export const failingOpen = resourceRule({
  id: 'image/failing-open',
  title: 'Admission check that fails open',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-636'],
  kinds: ['ValidatingWebhookConfiguration'],
  what: 'A validating webhook has `failurePolicy: Ignore`.',
  why: 'Whoever makes it slow or unreachable gets past it.',
  fix: 'Say `failurePolicy: Fail`, and leave out the namespaces that must start without it.',
  bad: [
    resourceOf(
      'admissionregistration.k8s.io/v1',
      'ValidatingWebhookConfiguration',
      'webhooks:',
      '- name: a.example.org',
      '  failurePolicy: Ignore',
    ),
  ],
  good: [
    resourceOf(
      'admissionregistration.k8s.io/v1',
      'ValidatingWebhookConfiguration',
      'webhooks:',
      '- name: a.example.org',
      '  failurePolicy: Fail',
    ),
  ],
  references: [
    'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/',
  ],
  find({ yaml }, report) {
    for (const webhook of itemsOf(at(yaml, 'webhooks'))) {
      const policy = at(webhook, 'failurePolicy');
      if (textOf(policy) === 'Ignore')
        report(policy, `\`${textOf(at(webhook, 'name')) ?? ''}\` lets through what it cannot check`);
    }
  },
});
