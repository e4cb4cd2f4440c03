import { argument, type Call } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

const secretName =
  /(^|[._["'])(SECRET_KEY|secret_key|JWT_SECRET(_KEY)?|SECURITY_PASSWORD_SALT|WTF_CSRF_SECRET_KEY)["'\]]*$/;

const standIn = /change|example|dev|test|insecure|default|secret|xxx|your|placeholder|^.{0,3}$/i;

export const keyInCode = pythonRule({
  id: 'python/key-in-code',
  title: 'Signing key written in the code',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-798', 'CWE-522'],
  kind: 'security',
  what: '`SECRET_KEY`, or the key of `jwt.encode` and `jwt.decode`, is a string in the code.',
  why: 'Whoever reads the code signs sessions and tokens of anybody.',
  fix: 'Read it from the environment, and change it: it has been seen.',
  aliases: ['B105', 'B106', 'S105', 'S106'],
  bad: [
    example('import jwt', 'jwt.encode({"id": 1}, "k3y-of-the-shop", algorithm="HS256")'),
    example('app.config["SECRET_KEY"] = "correct horse battery staple"'),
  ],
  good: [example('import os', 'SECRET_KEY = os.environ["SECRET_KEY"]')],
  words: /\b(jwt|SECRET_KEY|secret_key|JWT_SECRET\w*|SECURITY_PASSWORD_SALT)\b/,
  calls: forEach(['encode', 'decode'], (call: Call, look: Look) => {
    if (!/(^|\.)(jwt|jose\.jwt|authlib\.jose\.jwt)\.(encode|decode)$/.test(call.name)) return;
    const key = argument(call, 1, 'key');
    // A key by its name is reported where it is written.
    if (key && secretName.test(look.textOf(key.node))) return;
    if (key && key.value.text !== null && key.value.text !== '' && !/^-----BEGIN PUBLIC/.test(key.value.text))
      look.report(call.node, {
        message: 'The key of the token stands in the code',
        hides: key.value.text,
      });
  }),
  assigned(target, value, node, inside, look) {
    // A variable of a function is no setting.
    if (inside !== null && /^[a-z_]+$/.test(target)) return;
    if (!secretName.test(target) || value.text === null || value.text === '') return;
    look.report(node, {
      ...(standIn.test(value.text) ? { confidence: 'review' as const, severity: 'medium' as const } : {}),
      message: `\`${target}\` stands in the code`,
      hides: value.text,
    });
  },
});
