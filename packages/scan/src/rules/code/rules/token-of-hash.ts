import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { isConstant } from '../program/constant.ts';
import { unwrapped } from '../program/node.ts';

const token =
  /(reset|activation|confirm\w*|verification|unsubscribe|invite|remember|session|access|auth)?_?(token|code|key|hash)$/i;

export const tokenOfHash = codeRule({
  id: 'code/token-of-hash',
  title: 'A token is the plain hash of something known',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-640', 'CWE-328', 'CWE-330'],
  kind: 'security',
  what: 'What a request gives as a token is compared with the MD5 or SHA hash of another value of the request.',
  why: 'Anybody computes that hash: the token proves nothing, and whoever knows a name resets that user’s password.',
  fix: 'Make tokens with `crypto.randomBytes`, store their hash with an expiry, and compare with that.',
  bad: [
    {
      'reset.js':
        'const md5 = require("md5");\napp.get("/reset", (req, res) => {\n  if (req.query.token == md5(req.query.login)) res.render("reset");\n});\n',
    },
  ],
  good: [
    {
      'reset.js':
        'const md5 = require("md5");\napp.get("/reset", (req, res) => {\n  if (user.tokenHash == md5(req.query.token)) res.render("reset");\n});\n',
    },
    {
      'hook.js':
        'const md5 = require("md5");\napp.get("/", (req) => req.query.token === md5(req.query.id + process.env.SECRET));\n',
    },
  ],
  words: ['["\'](?:md5|js-md5|blueimp-md5|sha1|js-sha1|js-sha256|sha\\.js|crypto-js)["\']'],
  needsSource: true,
  nodes: {
    BinaryExpression(node, look) {
      if (!/^[!=]==?$/.test(node.operator) || node.left.type === 'PrivateIdentifier') return;
      for (const [given, made] of [
        [node.left, node.right],
        [node.right, node.left],
      ] as const) {
        const hashed = hashedBy(made, look);
        if (!hashed || !token.test(look.file.text.slice(given.start, given.end))) continue;
        const flow = look.flow(hashed, { purpose: 'text' });
        if (flow && look.flow(given, { purpose: 'text' }))
          look.reportFlow(node, flow, `anybody computes ${look.quote(made)}`);
      }
    },
  },
});

/** The one thing that is hashed, with nothing secret beside it. */
function hashedBy(node: Node, look: Look): Node | null {
  const call = unwrapped(node);
  if (call.type !== 'CallExpression') return null;
  if (
    !/^(md5|js-md5|blueimp-md5|sha1|js-sha1|js-sha256(\.sha256)?|crypto-js\.(MD5|SHA1|SHA256))$/.test(
      look.name(call.callee) ?? '',
    )
  )
    return null;
  const [value] = call.arguments;
  return value &&
    call.arguments.length === 1 &&
    !isConstant(look.code, value) &&
    value.type !== 'BinaryExpression' &&
    value.type !== 'TemplateLiteral'
    ? value
    : null;
}
