import { argument } from '../flow/call.ts';
import { example, pythonRule } from '../python-rule.ts';

export const emptyPassword = pythonRule({
  id: 'python/empty-password',
  title: 'Account with an empty password',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-521'],
  kind: 'security',
  what: 'Django’s `set_password` gets an empty string, or one by default.',
  why: 'An empty string is a password that anybody types; `None` means that no password fits.',
  fix: 'Use `None`, or `set_unusable_password()`.',
  bad: [
    example('def join(user):', '    user.set_password("")'),
    example('def join(request, user):', '    user.set_password(request.POST.get("password", ""))'),
  ],
  good: [
    example('def join(user):', '    user.set_password(None)'),
    example('def join(request, user):', '    user.set_password(request.POST["password"])'),
  ],
  words: /\bset_password\b/,
  calls: {
    set_password(call, look) {
      const given = argument(call, 0);
      if (!given) return;
      const { text, fallback } = given.value;
      if (text === '') look.report(call.node, { message: 'The empty string becomes the password' });
      if (fallback?.text === '')
        look.report(fallback.node, { message: 'Left out, the empty string becomes the password' });
    },
  },
});
