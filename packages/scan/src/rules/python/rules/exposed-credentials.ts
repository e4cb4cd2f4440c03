import { argument, type Call } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

const secretInText =
  /\{\s*([\w.]*[._])?(passw(or)?d|passphrase|api_?key|client_secret|secret_key|access_token|auth_token|refresh_token|private_key)\s*[}!:]|\+\s*([\w.]*[._])?(passw(or)?d|secret_key)\b|%\s*\(?([\w.]*[._])?(passw(or)?d|secret_key)\b/i;

const secretVariable =
  /^([\w.]*[._])?(passw(or)?d|passphrase|api_?key|client_secret|secret(_key)?|access_token|auth_token|refresh_token|private_key)$/i;

export const exposedCredentials = pythonRule({
  id: 'python/exposed-credentials',
  title: 'Password put where others read it',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-532', 'CWE-522'],
  kind: 'security',
  what: 'A password or secret is logged, or put into a token, which everybody can read.',
  why: 'Logs are kept, copied and read by many; a JWT is signed, not encrypted.',
  fix: 'Leave it out of logs and tokens; name the account instead.',
  bad: [
    example('import logging', 'logging.info("login of %s with %s", user, password)'),
    example('import jwt', 'jwt.encode({"user": u, "password": p}, key)'),
  ],
  good: [example('import logging', 'logging.info("login of %s", user)')],
  words: /passw(or)?d|passphrase|api_?key|secret|access_token|auth_token|refresh_token|private_key/i,
  calls: {
    ...forEach(
      ['debug', 'info', 'warning', 'error', 'critical', 'exception', 'log', 'warn'],
      (call: Call, look: Look) => {
        if (!/(^|\.)(logging|logger|log|_logger|LOG|LOGGER|getLogger\(\))\.\w+$/.test(call.name)) return;
        const exposed = call.arguments.slice(1).some(({ node }) => secretVariable.test(look.textOf(node)));
        const text = call.arguments[0];
        const inText = text?.value.built && secretInText.test(look.textOf(text.node));
        if (exposed || inText) look.report(call.node, { message: 'A secret goes into the log' });
      },
    ),
    encode(call, look) {
      const payload = argument(call, 0, 'payload')?.value.literal;
      if (
        payload &&
        /(^|\.)jwt\.encode$/.test(call.name) &&
        /["']passw(or)?d["']\s*:/i.test(look.textOf(payload))
      )
        look.report(payload, { message: 'Everybody who holds the token can read the password' });
    },
  },
});
