import { argument } from '../flow/call.ts';
import { example, pythonRule } from '../python-rule.ts';

export const keyAsSalt = pythonRule({
  id: 'python/key-as-salt',
  title: 'Signing key used to shuffle ids',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-327'],
  kind: 'security',
  what: 'Hashids is given the application’s `SECRET_KEY` as its salt.',
  why: 'The salt can be computed from a handful of ids, and with the key sessions can be signed.',
  fix: 'Give Hashids a salt of its own, and do not count on the ids being secret.',
  bad: [
    example(
      'from django.conf import settings',
      'from hashids import Hashids',
      'Hashids(salt=settings.SECRET_KEY)',
    ),
  ],
  good: [example('from hashids import Hashids', 'Hashids(salt=settings.ID_SALT)')],
  references: ['https://hashids.org/'],
  words: /\bHashids\b/,
  calls: {
    Hashids(call, look) {
      const salt = argument(call, 0, 'salt');
      if (salt && /\bSECRET_KEY\b|\bsecret_key$/.test(`${look.textOf(salt.node)} ${salt.value.name}`))
        look.report(call.node, { message: 'The key can be computed from the ids' });
    },
  },
});
