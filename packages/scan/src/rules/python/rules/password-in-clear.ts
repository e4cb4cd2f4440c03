import { isClear } from '../clear-address.ts';
import { argument, type Call, givenValue } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

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
