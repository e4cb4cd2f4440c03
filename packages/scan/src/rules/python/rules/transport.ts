import { argument, type Call, givenValue, hasSpread, isKeyword } from '../flow/call.ts';
import { example, forEach, type Look, type PythonRule, pythonRule } from '../python-rule.ts';
import { around, type PyNode } from '../syntax.ts';

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

/** Broken, without authentication, or with a hash that is (`AES128-SHA`). Source: RFC 9325 §4.1. */
const weakCiphers =
  /\b(NULL|aNULL|eNULL|RC4|3?DES|MD5|EXP\w*|LOW|ADH|ALL|SEED|IDEA)\b|\bAES(128|256)-SHA(?!\d)/;

export const passwordInClear = pythonRule({
  id: 'python/password-in-clear',
  title: 'Password sent without encryption',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-319', 'CWE-523'],
  kind: 'security',
  what: 'Credentials go over `http://`, FTP or Telnet.',
  why: 'Everybody on the way can read them.',
  fix: 'Use `https://`, `ftplib.FTP_TLS`, SSH.',
  aliases: ['B401', 'B402', 'B312', 'B321', 'S312', 'S321'],
  bad: [
    example('import requests', 'requests.get("http://example.org/me", auth=("ann", password))'),
    example('import telnetlib', 'telnetlib.Telnet("router.example.org")'),
  ],
  good: [
    example('import requests', 'requests.get("https://example.org/me", auth=("ann", password))'),
    example('import requests', 'requests.get("http://localhost:8000/me", auth=("ann", password))'),
  ],
  words: /\b(auth|telnetlib|ftplib|Authorization|HTTPBasicAuthHandler|HTTPPasswordMgr\w*|add_password)\b/,
  calls: {
    ...forEach(['get', 'post', 'put', 'patch', 'delete', 'head', 'request'], (call: Call, look: Look) => {
      const address = givenValue(call, call.method === 'request' ? 1 : 0, 'url');
      if (
        !argument(call, -1, 'auth') ||
        !isClear(address.text ?? address.prefix) ||
        !/requests|httpx|session/.test(call.name)
      )
        return;
      look.report(call.node, { message: 'The password can be read on the way' });
    }),
    Telnet(call, look) {
      if (/^telnetlib\./.test(call.name))
        look.report(call.node, { message: 'Telnet sends everything in clear' });
    },
    FTP(call, look) {
      if (call.name !== 'ftplib.FTP') return;
      const logsIn = call.arguments.length > 1;
      look.report(call.node, {
        ...(logsIn ? {} : { confidence: 'review' as const, severity: 'low' as const }),
        message: `FTP sends ${logsIn ? 'the password' : 'everything'} in clear`,
      });
    },
    add_password(call, look) {
      const address = argument(call, 1, 'uri')?.value.text ?? '';
      if (isClear(address)) look.report(call.node, { message: 'The password can be read on the way' });
    },
  },
});

const isClear = (address: string): boolean =>
  /^(http|ftp):\/\/(?!(localhost|127\.|\[::1\]|0\.0\.0\.0|10\.|192\.168\.))/i.test(address);

export const clearAddress = pythonRule({
  id: 'python/fetch-in-clear',
  title: 'Fetched without encryption',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-319'],
  kind: 'security',
  what: 'An address with `http://` or `ftp://` is fetched.',
  why: 'Whoever is on the way reads and changes what comes.',
  fix: 'Write `https://`.',
  bad: [example('import urllib.request', 'urllib.request.urlopen("http://example.org/data.json")')],
  good: [
    example('import urllib.request', 'urllib.request.urlopen("https://example.org/data.json")'),
    example('import urllib.request', 'urllib.request.urlopen("http://localhost:8000/")'),
  ],
  words: /\b(http|ftp):\/\/|\bHTTPConnection(Pool)?\b|\brequire_encryption\b/,
  calls: {
    ...forEach(
      [
        'urlopen',
        'urlretrieve',
        'Request',
        'open',
        'retrieve',
        'get',
        'post',
        'put',
        'patch',
        'delete',
        'head',
        'request',
        'options',
      ],
      (call: Call, look: Look) => {
        if (
          !/^(requests|httpx|urllib|requests\.(Session|session)\(\)|urllib\.request\.\w+\(\)|urllib\.URLopener\(\)|urllib2?)(\.\w+)*$/.test(
            call.name.replaceAll('()', ''),
          )
        )
          return;
        const isAfterMethod = call.method === 'request' || call.name === 'requests.Request';
        const value = givenValue(call, isAfterMethod ? 1 : 0, isAfterMethod ? 'url' : 'fullurl');
        const address = argument(call, -1, 'url')?.value ?? value;
        const known = address.text ?? (address.prefix || (address.fallback?.text ?? ''));
        if (isClear(known))
          look.report(call.node, {
            message: `\`${known.slice(0, 60)}\` can be read and changed on the way`,
          });
      },
    ),
    // Dask's workers and scheduler.
    Security(call, look) {
      if (isKeyword(call, 'require_encryption', 'False', look.textOf))
        look.report(call.node, { message: 'Connections need not be encrypted' });
    },
    ...forEach(['HTTPConnectionPool', 'HTTPConnection'], (call: Call, look: Look) => {
      if (!/^(urllib3|http\.client|httplib|six\.moves\.http_client)\./.test(call.name)) return;
      const host = givenValue(call, 0, 'host').text;
      if (host !== null && isClear(`http://${host}`))
        look.report(call.node, { message: 'This connection is not encrypted' });
    }),
  },
});

export const hostKeyAccepted = pythonRule({
  id: 'python/host-key-accepted',
  title: 'SSH host keys are accepted unseen',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-322', 'CWE-295'],
  kind: 'security',
  what: '`AutoAddPolicy` or `WarningPolicy` of paramiko, or `known_hosts=None` of asyncssh.',
  why: 'The first connection, or every one, may be to somebody in between.',
  fix: 'Load the known keys (`load_system_host_keys`) and keep `RejectPolicy`.',
  aliases: ['B507', 'S507'],
  bad: [
    example(
      'import paramiko',
      'client = paramiko.SSHClient()',
      'client.set_missing_host_key_policy(paramiko.AutoAddPolicy())',
    ),
  ],
  good: [example('import paramiko', 'client = paramiko.SSHClient()', 'client.load_system_host_keys()')],
  words: /\b(set_missing_host_key_policy|known_hosts)\b/,
  calls: {
    set_missing_host_key_policy(call, look) {
      const policy = argument(call, 0);
      if (policy && /(AutoAdd|Warning)Policy/.test(`${policy.value.name} ${look.textOf(policy.node)}`))
        look.report(call.node, { message: 'Any host key is accepted' });
    },
    connect(call, look) {
      if (/^asyncssh\./.test(call.name) && isKeyword(call, 'known_hosts', 'None', look.textOf))
        look.report(call.node, { message: 'Any host key is accepted' });
    },
  },
});

export const snmpInClear = pythonRule({
  id: 'python/snmp-in-clear',
  title: 'Devices managed without encryption',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-319'],
  kind: 'security',
  what: 'SNMP of version 1 or 2 (`CommunityData` with `mpModel`), or version 3 without a key for privacy.',
  why: 'The community is a password that goes over the network in clear, and so do the answers.',
  fix: 'Use version 3 with authentication and privacy: `UsmUserData(user, authKey, privKey)`.',
  aliases: ['B508', 'B509', 'S508', 'S509'],
  bad: [
    example('from pysnmp.hlapi import CommunityData', 'CommunityData("public", mpModel=0)'),
    example('from pysnmp.hlapi import UsmUserData', 'UsmUserData("ann")'),
  ],
  good: [example('from pysnmp.hlapi import UsmUserData', 'UsmUserData("ann", auth_key, priv_key)')],
  references: ['https://docs.lextudio.com/pysnmp/'],
  words: /\b(CommunityData|UsmUserData)\b/,
  calls: {
    CommunityData(call, look) {
      if (
        /^pysnmp\./.test(call.name) &&
        ['0', '1'].some((version) => isKeyword(call, 'mpModel', version, look.textOf))
      )
        look.report(call.node, { message: 'The community goes over the network in clear' });
    },
    UsmUserData(call, look) {
      if (!/^pysnmp\./.test(call.name) || hasSpread(call)) return;
      if (!argument(call, 2, 'privKey') && !argument(call, -1, 'privProtocol'))
        look.report(call.node, { message: 'What is asked and answered is not encrypted' });
    },
  },
});

export const transportRules: readonly PythonRule[] = [
  snmpInClear,
  tlsUnverified,
  weakTls,
  passwordInClear,
  clearAddress,
  hostKeyAccepted,
];
