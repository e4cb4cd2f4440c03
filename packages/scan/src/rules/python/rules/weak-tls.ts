import { argument, givenValue } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';
import type { PyNode } from '../syntax.ts';

/** Broken, without authentication, or with a hash that is (`AES128-SHA`). Source: RFC 9325 §4.1. */
const weakCiphers =
  /\b(NULL|aNULL|eNULL|RC4|3?DES|MD5|EXP\w*|LOW|ADH|ALL|SEED|IDEA)\b|\bAES(128|256)-SHA(?!\d)/;

export const weakTls = pythonRule({
  id: 'python/weak-tls',
  title: 'Old version of TLS',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-326', 'CWE-327'],
  kind: 'security',
  what: 'SSL 2 or 3, TLS 1.0 or 1.1 is asked for, or `ssl.wrap_socket` is used, which checks no host name.',
  why: 'These versions have known attacks; RFC 8996 forbids them.',
  fix: '`ssl.create_default_context()`, with `minimum_version = ssl.TLSVersion.TLSv1_2`.',
  aliases: ['B502', 'B503', 'B504', 'S502', 'S503', 'S504'],
  bad: [
    example('import ssl', 'context = ssl.SSLContext(ssl.PROTOCOL_TLSv1)'),
    example('import ssl', 'ssl.wrap_socket(sock)'),
  ],
  good: [
    example('import ssl', 'context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)'),
    example('import ssl', 'ssl.create_default_context().wrap_socket(sock)'),
  ],
  uses: {
    ...forEach(
      [
        'PROTOCOL_SSLv2',
        'PROTOCOL_SSLv3',
        'PROTOCOL_TLSv1',
        'PROTOCOL_TLSv1_1',
        'SSLv2_METHOD',
        'SSLv3_METHOD',
        'SSLv23_METHOD',
        'TLSv1_METHOD',
        'TLSv1_1_METHOD',
      ],
      (name: string, node: PyNode, look: Look) => {
        if (/^ssl\.|SSL\.|^pyOpenSSL/.test(name) && !isTableEntry(node))
          look.report(node, {
            ...(name.endsWith('SSLv23_METHOD')
              ? { confidence: 'review' as const, severity: 'low' as const }
              : {}),
            message: `\`${name}\` allows versions that are broken`,
          });
      },
    ),
  },
  words:
    /\b(PROTOCOL_SSLv[23]|PROTOCOL_TLSv1|PROTOCOL_TLSv1_1|SSLv2_METHOD|SSLv3_METHOD|SSLv23_METHOD|TLSv1_METHOD|TLSv1_1_METHOD|wrap_socket|set_ciphers)\b/,
  calls: {
    wrap_socket(call, look) {
      // A version of one's own choice speaks for itself.
      if (call.name === 'ssl.wrap_socket' && !argument(call, -1, 'ssl_version'))
        look.report(call.node, {
          confidence: 'review',
          message: '`ssl.wrap_socket` checks no host name; Python 3.12 removed it',
        });
    },
    set_ciphers(call, look) {
      const ciphers = givenValue(call, 0).text ?? '';
      if (weakCiphers.test(ciphers.replace(/(^|:)[!-][A-Za-z0-9+]+/g, '')))
        look.report(call.node, {
          confidence: 'review',
          message: `\`${ciphers.slice(0, 60)}\` allows weak ciphers`,
        });
    },
  },
});

/** A table of versions, or a comparison with one, asks for none of them. */
const isTableEntry = ({ parent, field }: PyNode): boolean =>
  /^(subscript|comparison_operator|pair|list|tuple|set)$/.test(parent?.type ?? '') ||
  (parent?.type === 'assignment' && field === 'right' && parent.children[0]?.type === 'subscript');
