import { isTestPath } from '../../../engine/test-path.ts';
import { codeRule } from '../code-rule.ts';
import { returnsOf } from '../flow/returns.ts';
import { resolved } from '../program/constant.ts';
import { isFunction, keyName } from '../program/node.ts';

export const limitByHeader = codeRule({
  id: 'code/limit-by-header',
  title: 'A rate limit counts by what the client says of itself',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-348', 'CWE-307', 'CWE-290'],
  kind: 'security',
  what: 'The key of a rate limiter is a header such as `X-Forwarded-For`, read by the program itself.',
  why: 'Who sends another value with each request is never counted twice: passwords are tried without an end.',
  fix: 'Say which proxies you trust (`app.set("trust proxy", 1)`) and count by `req.ip`.',
  bad: [
    {
      'app.js':
        'const limit = require("express-rate-limit");\napp.use("/login", limit({ max: 5, keyGenerator: (req) => req.headers["x-forwarded-for"] || req.ip }));\n',
    },
  ],
  good: [
    {
      'app.js':
        'const limit = require("express-rate-limit");\napp.use(limit({ keyGenerator: (req) => req.ip }));\n',
    },
    {
      'app.js':
        'const limit = require("express-rate-limit");\napp.use(limit({ keyGenerator: (req) => req.user.id }));\n',
    },
  ],
  words: ['keyGenerator'],
  nodes: {
    Property(node, look) {
      if (keyName(node) !== 'keyGenerator' || isTestPath(look.file.path)) return;
      const fn = resolved(look.code, node.value);
      if (!isFunction(fn)) return;
      const byHeader = returnsOf(fn).find((one) =>
        /x-forwarded-for|x-real-ip|cf-connecting-ip|x-client-ip|true-client-ip|user-agent/i.test(
          look.file.text.slice(one.start, one.end),
        ),
      );
      if (byHeader) look.report(node, `${look.quote(byHeader)} is whatever the client writes`);
    },
  },
});
