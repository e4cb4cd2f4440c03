import { flowRule } from '../flow-rule.ts';
import { constantString } from '../program/constant.ts';

export const securityHeaderOfInput = flowRule({
  id: 'code/security-header-of-input',
  title: 'A protecting header takes its value from the request',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-451', 'CWE-1021'],
  kind: 'security',
  what: '`X-Frame-Options` or `Content-Security-Policy` is set to what the request says.',
  why: 'The attacker’s page asks for the value that allows it.',
  fix: 'Write the value out, or choose it from a list.',
  bad: [
    {
      'app.js':
        'app.get("/", (req, res) => {\n  res.set("X-Frame-Options", req.query.frame);\n  res.end();\n});\n',
    },
  ],
  good: [
    { 'app.js': 'app.get("/", (req, res) => {\n  res.set("X-Frame-Options", "DENY");\n  res.end();\n});\n' },
  ],
  words: ['X-Frame-Options', 'x-frame-options', 'Content-Security-Policy', 'content-security-policy'],
  purpose: 'text',
  sinks: [
    {
      of: ['*.set', '*.setHeader', '*.header', '*.append', '*.writeHead'],
      args: [1],
      when: (call, look) =>
        call.type === 'CallExpression' &&
        call.arguments[0] !== undefined &&
        /^(x-frame-options|content-security-policy)$/i.test(
          constantString(look.code, call.arguments[0]) ?? '',
        ),
    },
  ],
  harm: 'decides about a protecting header',
});
