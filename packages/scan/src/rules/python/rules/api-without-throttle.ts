import { example, pythonRule } from '../python-rule.ts';

export const apiWithoutThrottle = pythonRule({
  id: 'python/api-without-throttle',
  title: 'Interface that answers without limit',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-400', 'CWE-770'],
  kind: 'security',
  what: 'The settings of Django REST framework name no `DEFAULT_THROTTLE_RATES` or `DEFAULT_THROTTLE_CLASSES`.',
  why: 'Passwords can be tried and data fetched as fast as the server answers.',
  fix: 'Set both, or limit at the proxy.',
  bad: [
    example(
      'REST_FRAMEWORK = {',
      '    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],',
      '}',
    ),
  ],
  good: [
    example(
      'REST_FRAMEWORK = {',
      '    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],',
      '    "DEFAULT_THROTTLE_RATES": {"anon": "100/day"},',
      '}',
    ),
  ],
  references: ['https://www.django-rest-framework.org/api-guide/throttling/'],
  words: /\bREST_FRAMEWORK\b/,
  assigned(target, value, node, inside, look) {
    if (target !== 'REST_FRAMEWORK' || inside !== null || !value.literal) return;
    if (!/DEFAULT_THROTTLE_(RATES|CLASSES)/.test(look.file.text))
      look.report(node, { message: 'No rate is named' });
  },
});
