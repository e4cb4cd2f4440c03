import { isTestPath } from '../../../engine/test-path.ts';
import { mayBeSecret } from '../../code/program/placeholder.ts';
import { example, type Look, pythonRule } from '../python-rule.ts';
import { childOf, type PyNode } from '../syntax.ts';

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

/** Placeholders, names of fields and the like, which stand in for a password in code that has none. */
const isPassword = (text: string): boolean =>
  text.length >= 4 &&
  mayBeSecret(text) &&
  !/\s|^(x+|\*+|your[-_ ]?\w*|change_?me|<.+>|\w*passw(or)?d\w*|secret|test|none|null|true|false|root|admin|user|[a-z]+(_[a-z]+)+)$|[{}%<>$]|:\/\/|^[./]/i.test(
    text,
  );

function reportPassword(name: string, text: string | null, node: PyNode, look: Look): void {
  if (text !== null && isPassword(text) && !isTestPath(look.file.path))
    look.report(node, { message: `\`${name}\` is a literal`, hides: text });
}
