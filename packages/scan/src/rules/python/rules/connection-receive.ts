import { example, pythonRule } from '../python-rule.ts';

export const connectionReceive = pythonRule({
  id: 'python/connection-receive',
  title: 'Objects received over a connection',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-502'],
  kind: 'security',
  what: '`recv` of a `multiprocessing.connection` reads a pickle from its peer.',
  why: 'Who may connect may run code here; the key of `authkey` is the only lock.',
  fix: 'Use `recv_bytes` with JSON, or let only processes of your own connect.',
  bad: [
    example('from multiprocessing.connection import Client', 'c = Client(("10.0.0.1", 6000))', 'c.recv()'),
  ],
  good: [
    example(
      'from multiprocessing.connection import Client',
      'c = Client(("10.0.0.1", 6000))',
      'c.recv_bytes()',
    ),
  ],
  words: /\bmultiprocessing\b/,
  calls: {
    recv(call, look) {
      if (
        /multiprocessing\.connection\.(Client|Listener|Connection)\(\)/.test(call.name) ||
        call.name === 'multiprocessing.connection.Connection.recv'
      )
        look.report(call.node, { message: 'The peer decides what is called here' });
    },
  },
});
