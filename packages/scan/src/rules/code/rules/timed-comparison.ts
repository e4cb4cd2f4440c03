import type { Node } from 'oxc-parser';
import { codeRule } from '../code-rule.ts';
import { unwrapped } from '../program/node.ts';

const secret =
  /(signature|hmac|digest|mac|api_?key|secret|csrf_?token|reset_?token|auth_?token|password_?hash|token_?hash)$/i;

export const timedComparison = codeRule({
  id: 'code/timed-comparison',
  title: 'A secret is compared in a time that tells',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-208'],
  kind: 'security',
  what: 'Something called a signature, a digest or a key is compared by `===` with a computed hash or a value of the request.',
  why: 'The comparison ends at the first difference; the time it takes tells how much of a guess is right.',
  fix: 'Compare with `crypto.timingSafeEqual` of two hashes of the same length.',
  bad: [
    {
      'hook.js':
        'const crypto = require("crypto");\napp.post("/hook", (req, res) => {\n  const digest = crypto.createHmac("sha256", key).update(req.body).digest("hex");\n  if (req.headers["x-signature"] === digest) res.sendStatus(200);\n});\n',
    },
  ],
  good: [
    {
      'hook.js':
        'const crypto = require("crypto");\nif (crypto.timingSafeEqual(Buffer.from(given), Buffer.from(digest))) accept();\n',
    },
    { 'type.js': 'if (typeof signature === "string" && signature === undefined) accept();\n' },
  ],
  words: ['createHmac'],
  nodes: {
    BinaryExpression(node, look) {
      if (!/^[!=]==?$/.test(node.operator)) return;
      const sides: Node[] = [node.left, node.right].map((side) => unwrapped(side));
      if (sides.some((side) => side.type === 'Literal' || side.type === 'UnaryExpression')) return;
      const hashed = sides.find((side) => /\.?createHmac\(\).*\.digest\(\)$/.test(look.name(side) ?? ''));
      const other = sides.find((side) => side !== hashed);
      if (!hashed || !other || (other.type === 'Identifier' && other.name === 'undefined')) return;
      const text = look.file.text.slice(other.start, other.end);
      if (
        secret.test(text.replace(/['"\]()]/g, '')) ||
        look.flow(other, { purpose: 'text', also: ['parameter'] })
      )
        look.report(node, `${look.quote(node)} takes longer the more of it is right`);
    },
  },
});
