import { codeRule } from '../code-rule.ts';
import { constantString } from '../program/constant.ts';
import { keyName } from '../program/node.ts';

const old = /^(TLSv1(\.[01])?|SSLv[23]|SSLv23|TLSv1_1|TLSv1_2_OLD)(_(client_|server_)?method)?$/;

export const oldTls = codeRule({
  id: 'code/old-tls',
  title: 'TLS 1.0, 1.1, SSL or a broken cipher is allowed',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-326', 'CWE-319', 'CWE-757'],
  kind: 'security',
  what: 'The lowest version of a connection, or the only one, is below TLS 1.2; or the list of ciphers names RC4, DES, MD5, export or anonymous ones.',
  why: 'These versions are broken, and RFC 8996 forbids them.',
  fix: 'Leave the option out: Node’s own default is TLS 1.2.',
  bad: [
    { 'serve.js': 'require("https").createServer({ minVersion: "TLSv1" }, app);\n' },
    { 'serve.js': 'require("tls").connect({ secureProtocol: "TLSv1_method" });\n' },
    { 'serve.js': 'require("https").createServer({ ciphers: "RC4-SHA:AES128-SHA" }, app);\n' },
  ],
  good: [
    { 'serve.js': 'require("https").createServer({ minVersion: "TLSv1.2" }, app);\n' },
    { 'serve.js': 'require("https").createServer({ ciphers: "HIGH:!aNULL:!MD5:!RC4" }, app);\n' },
  ],
  references: ['https://www.rfc-editor.org/rfc/rfc8996'],
  words: ['TLSv1', 'SSLv[23]', 'ciphers["\']?\\s*:'],
  nodes: {
    Property(node, look) {
      const name = keyName(node);
      if (name === 'ciphers' && node.parent?.type === 'ObjectExpression') {
        const weak = (constantString(look.code, node.value) ?? '')
          .split(/[:,\s]/)
          .find((cipher) => /^(?!!|-).*(RC4|NULL|EXP(ORT)?\b|\bDES\b|DES-CBC|MD5|ADH)/.test(cipher));
        if (weak) look.report(node, `\`${weak}\` does not hold`, { confidence: 'likely' });
        return;
      }
      if (
        !/^(minVersion|maxVersion|secureProtocol|minDHSize)$/.test(name ?? '') ||
        node.parent?.type !== 'ObjectExpression'
      )
        return;
      const version = constantString(look.code, node.value);
      if (version !== null && old.test(version)) look.report(node, `\`${version}\` is broken`);
    },
    AssignmentExpression(node, look) {
      if (
        node.left.type !== 'MemberExpression' ||
        !/^tls\.DEFAULT_M(IN|AX)_VERSION$/.test(look.name(node.left) ?? '')
      )
        return;
      const version = constantString(look.code, node.right);
      if (version !== null && old.test(version)) look.report(node, `\`${version}\` is broken`);
    },
  },
});
