import { codeRule } from '../code-rule.ts';

export const formatOfInput = codeRule({
  id: 'code/format-of-input',
  title: 'The format of a log line comes from outside',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-134', 'CWE-117'],
  kind: 'security',
  what: 'The first of several arguments of `console.log` or `util.format` is put together with a value from outside.',
  why: '`%s`, `%o` and line breaks in the value move the other arguments about and forge lines of the log.',
  fix: 'Use a literal format: `console.log("%s failed", name)`.',
  bad: [{ 'log.js': 'app.get("/", (req) => console.log("failed: " + req.query.name, error));\n' }],
  good: [
    { 'log.js': 'app.get("/", (req) => console.log("failed: %s", req.query.name, error));\n' },
    { 'log.js': 'app.get("/", (req) => console.log("failed: " + req.query.name));\n' },
  ],
  words: ['console\\.', 'util\\.format'],
  needsSource: true,
  calls: [
    {
      of: [
        'console.log',
        'console.error',
        'console.warn',
        'console.info',
        'console.debug',
        'console.trace',
        'util.format',
        'util.log',
      ],
      look(call, look) {
        const [format] = call.arguments;
        if (
          !format ||
          call.arguments.length < 2 ||
          (format.type !== 'TemplateLiteral' && format.type !== 'BinaryExpression')
        )
          return;
        const flow = look.flow(format, { purpose: 'text' });
        if (flow) look.report(call, `${flow.what} is part of the format: ${look.quote(format)}`);
      },
    },
  ],
});
