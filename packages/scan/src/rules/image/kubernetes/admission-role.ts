import { resourceOf } from '../examples.ts';
import { accessOf, isSystem } from './access.ts';
import { resourceRule } from './resource-rule.ts';

export const admissionRole = resourceRule({
  id: 'image/admission-role',
  title: 'Role that changes who is let in',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-269'],
  kinds: ['ClusterRole'],
  what: 'A cluster role may write admission webhooks, approve certificates, or make tokens of any account.',
  why: 'Each of these is a way round: a webhook sees and changes every request, a certificate or token is another account.',
  fix: 'Limit it by `resourceNames`, or give it to the one controller that needs it.',
  aliases: ['KSV114', 'CKV_K8S_155', 'CKV_K8S_156'],
  bad: [
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'ClusterRole',
      'rules:',
      '- apiGroups: ["admissionregistration.k8s.io"]',
      '  resources: ["mutatingwebhookconfigurations"]',
      '  verbs: ["create", "update"]',
    ),
  ],
  good: [
    resourceOf(
      'rbac.authorization.k8s.io/v1',
      'ClusterRole',
      'rules:',
      '- apiGroups: ["admissionregistration.k8s.io"]',
      '  resources: ["mutatingwebhookconfigurations"]',
      '  verbs: ["get", "list"]',
    ),
  ],
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  find(role, report) {
    if (isSystem(role)) return;
    for (const { resources, verbs, names } of accessOf(role)) {
      const target = resources.find(({ text }) =>
        /^((mutating|validating)webhookconfigurations|certificatesigningrequests\/approval|serviceaccounts\/token)$/.test(
          text,
        ),
      );
      if (
        target &&
        names.length === 0 &&
        verbs.some(({ text }) => /^(create|update|patch|approve|\*)$/.test(text))
      )
        report(target, `\`${role.name}\` writes \`${target.text}\``);
    }
  },
});
