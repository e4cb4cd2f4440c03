import { argument, type Call, isKeyword } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

export const tokenUnverified = pythonRule({
  id: 'python/token-unverified',
  title: 'Token accepted without its signature',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-347', 'CWE-287', 'CWE-327'],
  kind: 'security',
  what: '`jwt.decode` with verification off, or the algorithm `none`.',
  why: 'Anybody writes a token that says they are the administrator.',
  fix: '`jwt.decode(token, key, algorithms=["HS256"])`.',
  bad: [
    example('import jwt', 'jwt.decode(token, options={"verify_signature": False})'),
    example('import jwt', 'jwt.encode({"id": 1}, None, algorithm="none")'),
  ],
  good: [example('import jwt', 'jwt.decode(token, key, algorithms=["HS256"])')],
  words: /\bjwt\b/,
  calls: forEach(['encode', 'decode'], (call: Call, look: Look) => {
    if (!/(^|\.)jwt\.(encode|decode)$/.test(call.name)) return;
    const off = isKeyword(call, 'verify', 'False', look.textOf);
    const text = call.arguments.map(({ node }) => look.textOf(node)).join('\n');
    const none = /algorithms?\s*=?\s*\[?\s*["']none["']/i.test(look.textOf(call.node));
    const options = argument(call, 3, 'options')?.value.literal;
    const kept = options ? look.textOf(options) : '';
    if (off || none || /["']verify_signature["']\s*:\s*False/.test(text + kept))
      look.report(call.node, {
        message: none ? 'The algorithm `none` signs nothing' : 'The signature is not verified',
      });
  }),
});
