import { isTestPath } from '../../../engine/test-path.ts';
import { mayBeSecret } from '../../code/program/placeholder.ts';
import { argument, type Call, isKeyword } from '../flow/call.ts';
import { example, forEach, type Look, type PythonRule, pythonRule } from '../python-rule.ts';
import { childOf, type PyNode } from '../syntax.ts';

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

/** Placeholders, names of fields and the like, which stand in for a password in code that has none. */
const isPassword = (text: string): boolean =>
  text.length >= 4 &&
  mayBeSecret(text) &&
  !/\s|^(x+|\*+|your[-_ ]?\w*|change_?me|<.+>|\w*passw(or)?d\w*|secret|test|none|null|true|false|root|admin|user|[a-z]+(_[a-z]+)+)$|[{}%<>$]|:\/\/|^[./]/i.test(
    text,
  );
const passwordName = /^(\w+_)?(passw(or)?d|pwd|passphrase|pass)$/i;
const cloudKey = /^aws_(secret_access_key|session_token|access_key_id)$/;

export const passwordInCode = pythonRule({
  id: 'python/password-in-code',
  title: 'Password written in the code',
  severity: 'high',
  confidence: 'review',
  weakness: ['CWE-798', 'CWE-259'],
  kind: 'security',
  what: 'A variable, a parameter’s default, an entry or an argument called password, or a key of AWS, is a string in the code, or it is compared with one.',
  why: 'Everybody who reads the code knows it; and nobody changes a password that needs a release.',
  fix: 'Read it from the environment or a secret store.',
  aliases: ['B105', 'B106', 'B107', 'S105', 'S106', 'S107'],
  bad: [
    example('db = connect(host="db.example.org", password="Tr0ub4dor")'),
    example('def connect(user, password="Tr0ub4dor"):', '    pass'),
    example('import boto3', 's3 = boto3.client("s3", aws_secret_access_key="hGk39fjLq0Zs81hfYw")'),
  ],
  good: [
    example('import os', 'db = connect(password=os.environ["DB_PASSWORD"])'),
    example(
      'password = ""',
      'password_field = "password"',
      'def ask(prompt, password="password"):',
      '    pass',
    ),
    { 'tests/test_login.py': 'client.login(username="ann", password="Tr0ub4dor")\n' },
  ],
  words:
    /(passw(or)?d|pwd|passphrase|_pass)\w{0,9}["'\]]{0,2}\s{0,9}[=!:]=?\s{0,9}["']|\baws_(secret|session|access)/i,
  assigned(target, value, node, _inside, look) {
    const name = /(?:^|[.[])["']?(\w+)["'\]]*$/.exec(target)?.[1] ?? '';
    if (passwordName.test(name)) reportPassword(name, value.text, node, look);
  },
  calls: {
    '*': (call, look) => {
      for (const { keyword, value, node } of call.arguments)
        if (keyword !== null && (passwordName.test(keyword) || cloudKey.test(keyword)))
          reportPassword(keyword, value.text, node, look);
    },
  },
  tree(tree, look) {
    for (const node of [...tree.ofType('pair'), ...tree.ofType('comparison_operator')]) {
      const [left, right, more] = node.children.filter(({ field }) => field !== 'operators');
      const name = left ? /(?:^|[.["'])(\w+)["'\]]*$/.exec(look.textOf(left))?.[1] : undefined;
      if (name === undefined || more || right?.type !== 'string' || !passwordName.test(name)) continue;
      reportPassword(name, look.textOf(right).slice(1, -1), node, look);
    }
    for (const node of tree.ofType('function_definition'))
      for (const parameter of childOf(node, 'parameters')?.children ?? []) {
        const [name, value] = [childOf(parameter, 'name'), childOf(parameter, 'value')];
        if (name && value?.type === 'string' && passwordName.test(look.textOf(name)))
          reportPassword(look.textOf(name), look.textOf(value).slice(1, -1), parameter, look);
      }
  },
});

function reportPassword(name: string, text: string | null, node: PyNode, look: Look): void {
  if (text !== null && isPassword(text) && !isTestPath(look.file.path))
    look.report(node, { message: `\`${name}\` is a literal`, hides: text });
}

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

export const credentialRules: readonly PythonRule[] = [
  keyInCode,
  passwordInCode,
  tokenUnverified,
  exposedCredentials,
  emptyPassword,
];
