import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { returnsOf } from '../flow/returns.ts';
import { isFalse, isTrue, resolved } from '../program/constant.ts';
import { isFunction, keyName, memberName } from '../program/node.ts';

export const tlsUnverified = codeRule({
  id: 'code/tls-unverified',
  title: 'Certificates are not checked',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-295', 'CWE-319'],
  kind: 'security',
  what: '`rejectUnauthorized` is false (or the like option of a database’s driver is set), `NODE_TLS_REJECT_UNAUTHORIZED` is set to 0, or `checkServerIdentity` accepts everything.',
  why: 'Whoever stands between you and the server reads and changes everything: encryption with a stranger.',
  fix: 'Give the authority of an own certificate in `ca`, and leave the check on.',
  bad: [
    {
      'call.js':
        'const https = require("https");\nhttps.get("https://example.org", { rejectUnauthorized: false });\n',
    },
    { 'call.js': 'process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";\n' },
    { 'call.js': 'https.request({ host, checkServerIdentity: () => undefined });\n' },
    {
      'db.js':
        'const { MongoClient } = require("mongodb");\nnew MongoClient(url, { tlsAllowInvalidCertificates: true });\n',
    },
  ],
  good: [
    { 'call.js': 'const https = require("https");\nhttps.get("https://example.org", { ca });\n' },
    { 'call.js': 'https.get({ rejectUnauthorized: strict });\n' },
    { 'db.js': 'const config = { options: { encrypt: true, trustServerCertificate: false } };\n' },
  ],
  references: ['https://nodejs.org/api/tls.html#tlsconnectoptions-callback'],
  words: [
    'rejectUnauthorized',
    'NODE_TLS_REJECT_UNAUTHORIZED',
    'checkServerIdentity',
    'strictSSL',
    'insecureSkipVerify',
    'trustServerCertificate',
    'tlsInsecure',
    'tlsAllowInvalid',
    'sslValidate',
  ],
  nodes: {
    Property(node, look) {
      if (node.parent?.type !== 'ObjectExpression') return;
      const name = keyName(node);
      if (name === 'NODE_TLS_REJECT_UNAUTHORIZED' && isZero(node.value, look)) {
        look.report(node, 'no certificate is checked in the whole process');
        return;
      }
      const isOff =
        name !== null &&
        (offWhenFalse.test(name)
          ? isFalse(look.code, node.value)
          : offWhenTrue.test(name) && isTrue(look.code, node.value));
      if (isOff) {
        look.report(node, `${look.quote(node)} takes any certificate`);
        return;
      }
      if (name !== 'checkServerIdentity') return;
      const value = resolved(look.code, node.value);
      if (!isFunction(value) || look.file.text.slice(value.start, value.end).length > 120) return;
      if (
        returnsOf(value).every((one) =>
          /^(undefined|null|void 0|true|\{\})$/.test(look.file.text.slice(one.start, one.end)),
        )
      )
        look.report(node, 'the certificate of any other host is accepted', { confidence: 'likely' });
    },
    AssignmentExpression(node, look) {
      if (node.left.type !== 'MemberExpression') return;
      const name = memberName(node.left);
      if (name === null) return;
      if (name === 'NODE_TLS_REJECT_UNAUTHORIZED' && isZero(node.right, look))
        look.report(node, 'no certificate is checked in the whole process');
      if (
        offWhenFalse.test(name)
          ? isFalse(look.code, node.right)
          : offWhenTrue.test(name) && isTrue(look.code, node.right)
      )
        look.report(node, 'any certificate is taken');
    },
  },
});

/** Node's `tls` and `request`; the drivers of SQL Server and MongoDB. */
const offWhenFalse = /^(rejectUnauthorized|strictSSL|sslValidate)$/;
const offWhenTrue =
  /^(insecureSkipVerify|trustServerCertificate|tlsInsecure|tlsAllowInvalid(Certificates|Hostnames))$/;

function isZero(node: Node, look: Look): boolean {
  const value = resolved(look.code, node);
  return (value.type === 'Literal' && String(value.value) === '0') || isFalse(look.code, node);
}
