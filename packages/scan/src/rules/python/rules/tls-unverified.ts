import { argument, type Call, isKeyword } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';
import { around } from '../syntax.ts';

const http = [
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'head',
  'options',
  'request',
  'send',
  'stream',
  'Client',
  'AsyncClient',
  'ClientSession',
  'TCPConnector',
  'ws_connect',
];

export const tlsUnverified = pythonRule({
  id: 'python/tls-unverified',
  title: 'Certificates are not verified',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-295'],
  kind: 'security',
  what: 'A connection is made with `verify=False`, `CERT_NONE`, `ssl=False`, an unverified context or without host name check.',
  why: 'Whoever stands in between reads and changes everything, and nothing warns.',
  fix: 'Leave verification on; for a certificate authority of your own, name its file: `verify="/etc/ssl/own-ca.pem"`.',
  aliases: ['B501', 'B323', 'S501', 'S323'],
  bad: [
    example('import requests', 'requests.get("https://example.org", verify=False)'),
    example('import ssl', 'context = ssl._create_unverified_context()'),
    example('import ssl', 'context.verify_mode = ssl.CERT_NONE'),
  ],
  good: [
    example('import requests', 'requests.get("https://example.org", verify="/etc/ca.pem")'),
    example('import ssl', 'context = ssl.create_default_context()'),
  ],
  words:
    /\b(verify|_create_unverified_context|_create_default_https_context|CERT_NONE|CERT_OPTIONAL|check_hostname|assert_hostname|verify_ssl|ssl|VERIFY_NONE|disable_ssl_certificate_validation)\b/,
  calls: {
    ...forEach(http, (call: Call, look: Look) => {
      const off = ['verify', 'verify_ssl', 'ssl'].find((keyword) =>
        isKeyword(call, keyword, 'False', look.textOf),
      );
      if (off === undefined || !/requests|httpx|aiohttp|session|client|s\.|\?\./i.test(call.name)) return;
      look.report(call.node, { message: `\`${off}=False\`: any certificate is accepted` });
    }),
    ...forEach(['_create_unverified_context', '_create_stdlib_context'], (call: Call, look: Look) => {
      if (/^ssl\./.test(call.name))
        look.report(call.node, { message: 'This context accepts any certificate' });
    }),
    ...forEach(
      ['PoolManager', 'ProxyManager', 'HTTPSConnectionPool', 'connection_from_url', 'proxy_from_url'],
      (call: Call, look: Look) => {
        const required = argument(call, -1, 'cert_reqs');
        if (required && /CERT_NONE|CERT_OPTIONAL|^["'](NONE|OPTIONAL)["']$/.test(look.textOf(required.node)))
          look.report(call.node, { message: 'Any certificate is accepted' });
        if (isKeyword(call, 'assert_hostname', 'False', look.textOf))
          look.report(call.node, { message: 'A certificate for any host is accepted' });
      },
    ),
    wrap_socket(call, look) {
      const required = argument(call, -1, 'cert_reqs');
      if (required && /CERT_NONE/.test(look.textOf(required.node)))
        look.report(call.node, { message: 'Any certificate is accepted' });
    },
  },
  uses: {
    _create_unverified_context(name, node, look) {
      if (name === 'ssl._create_unverified_context')
        look.report(node, { message: 'This context accepts any certificate' });
    },
  },
  assigned(target, value, node, _inside, look) {
    const right = node.children.at(-1);
    const text = right ? look.textOf(right) : '';
    const off =
      (/(^|\.)verify_mode$/.test(target) && /CERT_NONE/.test(text)) ||
      (/(^|\.)check_hostname$/.test(target) && text === 'False') ||
      (/(session|sess|requests|client|^s)\.verify$/.test(target) && text === 'False') ||
      (target === 'ssl._create_default_https_context' && /_create_unverified_context/.test(text));
    // On one of two ways, or as the default of a class, it is what somebody can ask for.
    const isChoice =
      target.startsWith('self.') ||
      around(node, 'if_statement', 'function_definition')?.type === 'if_statement';
    if (off && !value.taint)
      look.report(node, {
        ...(isChoice ? { confidence: 'review' as const } : {}),
        message: `\`${target}\`: certificates are no longer verified`,
      });
  },
});
