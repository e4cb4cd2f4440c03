import { argument } from '../flow/call.ts';
import { example, pythonRule } from '../python-rule.ts';

export const listensEverywhere = pythonRule({
  id: 'python/listens-everywhere',
  title: 'Server that answers on every address',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-200', 'CWE-668'],
  kind: 'security',
  what: 'A development server or a socket is bound to `0.0.0.0`.',
  why: 'It is reachable from every network the machine is in, not only from itself.',
  fix: 'Bind to `127.0.0.1`, and let a proxy or the container publish what should be public.',
  aliases: ['B104', 'S104'],
  bad: [
    example('from flask import Flask', 'app = Flask(__name__)', 'app.run(host="0.0.0.0")'),
    example('import socket', 's = socket.socket()', 's.bind(("0.0.0.0", 80))'),
  ],
  good: [example('import socket', 's = socket.socket()', 's.bind(("127.0.0.1", 80))')],
  words: /0\.0\.0\.0|\.bind\(/,
  calls: {
    run(call, look) {
      if (
        /(^|\.)(app|application|uvicorn|Flask\(\)|Sanic\(\))\.run$/.test(call.name) &&
        argument(call, 0, 'host')?.value.text === '0.0.0.0'
      )
        look.report(call.node, { message: 'Every network of the machine reaches it' });
    },
    bind(call, look) {
      const address = call.arguments[0] ? look.textOf(call.arguments[0].node) : '';
      if (/^\(\s*["'](0\.0\.0\.0|::)?["']\s*,/.test(address) && /socket/.test(call.name))
        look.report(call.node, { message: 'Every network of the machine reaches it' });
    },
  },
});
