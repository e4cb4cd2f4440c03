import { example, pythonRule } from '../python-rule.ts';

export const guessableSecret = pythonRule({
  id: 'python/guessable-secret',
  title: 'Secret made by a predictable generator',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-330', 'CWE-338'],
  kind: 'security',
  what: 'Something called password, token, key, salt or nonce is made with the module `random` or `uuid1`.',
  why: 'After a few outputs of `random` all later ones can be computed; `uuid1` is a clock.',
  fix: 'Use the module `secrets`.',
  aliases: ['B311', 'S311'],
  bad: [example('import random', 'def reset():', '    token = random.randint(0, 10**9)', '    return token')],
  good: [
    example('import secrets', 'def reset():', '    token = secrets.token_urlsafe()', '    return token'),
    example('import random', 'colour = random.choice(colours)'),
  ],
  words: /\b(random|uuid1)\b/,
  assigned(target, value, node, _inside, look) {
    const name = target.slice(target.lastIndexOf('.') + 1);
    if (
      !/(^|_)(passw(or)?d|pwd|token|secret|api_?key|session_?(id|key)|salt|nonce|otp|csrf|reset_?code)(_|$)/i.test(
        name,
      )
    )
      return;
    const right = node.children.at(-1);
    if (
      /^random\.(random|randint|randrange|choice|choices|getrandbits|sample|uniform)\(\)$|^uuid\.uuid1\(\)/.test(
        value.name,
      ) ||
      (right && /\brandom\.(choices?|randint|randrange|getrandbits|sample)\(/.test(look.textOf(right)))
    )
      look.report(node, { message: `\`${target}\` can be guessed` });
  },
});
