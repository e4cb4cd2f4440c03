import { argument } from '../flow/call.ts';
import { example, pythonRule } from '../python-rule.ts';

export const loggingListen = pythonRule({
  id: 'python/logging-listen',
  title: 'Logging configuration taken from a socket',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-95'],
  kind: 'security',
  what: '`logging.config.listen` is called without `verify`.',
  why: 'Parts of such a configuration are run as code; anybody on the machine may send one.',
  fix: 'Pass a `verify` function that checks a signature, or read the configuration from a file.',
  bad: [example('import logging.config', 'logging.config.listen(9999)')],
  good: [example('import logging.config', 'logging.config.listen(9999, verify=is_signed)')],
  words: /\blogging\.config\b/,
  calls: {
    listen(call, look) {
      if (/(^|\.)logging\.config\.listen$|^config\.listen$/.test(call.name) && !argument(call, 1, 'verify'))
        look.report(call.node, { message: 'Whoever reaches this port can run code' });
    },
  },
});
