import type { Node } from 'oxc-parser';
import { codeRule } from '../code-rule.ts';
import { memberName, unwrapped } from '../program/node.ts';

const levels = ['log', 'info', 'debug', 'warn', 'error', 'trace', 'verbose', 'silly', 'http'];
const secret =
  /^(\w*[pP]assword|passwd|pwd|passphrase|\w*[sS]ecretKey|clientSecret|privateKey|creditCard(Number)?|cardNumber|cvv|cvc|ssn|(access|refresh|session|auth|id|reset)Token|jwtToken|apiKey|apiSecret)$/;

export const secretInLog = codeRule({
  id: 'code/secret-in-log',
  title: 'A password or a key is written to the log',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-532', 'CWE-312'],
  kind: 'security',
  what: 'Something called a password, a key, a card number or a token is handed to `console` or a logger as it is.',
  why: 'Logs are read by more people, kept longer and sent further than the database they came from.',
  fix: 'Log that there was one, or who it belongs to; let the logger redact such fields.',
  bad: [
    { 'login.js': 'function login(name, password) {\n  console.log("login", name, password);\n}\n' },
    { 'pay.js': 'app.post("/", (req) => logger.info(`card ${req.body.cardNumber}`));\n' },
  ],
  good: [
    { 'login.js': 'function login(name, password) {\n  console.log("login", name, Boolean(password));\n}\n' },
    { 'cli.js': 'console.log("Your password:", mask(password));\n' },
    { 'parse.js': 'console.log(token, tokens.length);\n' },
  ],
  words: [
    '(?:console|[lL]og(?:ger)?|winston|pino)\\.(?:log|info|debug|warn|error|trace|verbose|silly|http)\\([^;\\n]{0,200}(?:[pP]assw|[pP]assphrase|pwd|[sS]ecret|[pP]rivateKey|[cC]ard|cv[vc]|ssn|Token|api[KS])',
  ],
  calls: [
    {
      of: [
        'console',
        'logger',
        'log',
        'winston',
        'pino()',
        'this.logger',
        'bunyan.createLogger()',
        'winston.createLogger()',
      ]
        .flatMap((name) => levels.map((level) => `${name}.${level}`))
        .concat(levels.map((level) => `$logger.${level}`)),
      look(call, look) {
        for (const arg of call.arguments)
          for (const value of valuesIn(arg)) {
            const name =
              value.type === 'Identifier'
                ? value.name
                : value.type === 'MemberExpression'
                  ? memberName(value)
                  : null;
            if (name !== null && secret.test(name))
              look.report(call, `${look.quote(value)} is readable in the log`);
          }
      },
    },
  ],
});

/** The values shown by an argument: itself, the parts of a template or of a sum. */
function valuesIn(node: Node): Node[] {
  const value = unwrapped(node);
  if (value.type === 'TemplateLiteral') return value.expressions.map((one) => unwrapped(one));
  if (value.type === 'BinaryExpression' && value.operator === '+')
    return [...valuesIn(value.left), unwrapped(value.right)];
  return [value];
}
