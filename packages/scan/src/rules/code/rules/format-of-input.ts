import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import type { Call } from '../program/node.ts';

export const formatOfInput = codeRule({
  id: 'code/format-of-input',
  title: 'The format or a line of a log comes from outside',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-134', 'CWE-117'],
  kind: 'security',
  what: 'The first of several arguments of `console.log` or `util.format` is put together with a value from outside; or a field of a request is logged as it came.',
  why: '`%s`, `%o` and line breaks in the value move the other arguments about and forge lines of the log.',
  fix: 'Use a literal format, and `JSON.stringify` for what came from outside: `console.log("%s failed", JSON.stringify(name))`.',
  bad: [
    { 'log.js': 'app.get("/", (req) => console.log("failed: " + req.query.name, error));\n' },
    { 'log.js': 'app.post("/", (req) => console.log("no such user", req.body.name));\n' },
  ],
  good: [
    {
      'log.js': 'app.get("/", (req) => console.log("failed: %s", JSON.stringify(req.query.name), error));\n',
    },
    { 'log.js': 'app.get("/", (req) => console.log("failed: " + req.query.name));\n' },
    { 'log.js': 'app.get("/", (req) => console.log(req.method, req.url, req.body));\n' },
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
        forged(call, look);
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

/** A field of a form or an address, written as it came: a line break in it begins a line of the log. */
function forged(call: Call, look: Look): void {
  for (const arg of call.arguments) {
    const flow =
      arg.type === 'Identifier' || arg.type === 'MemberExpression'
        ? look.flow(arg, { purpose: 'text' })
        : null;
    if (flow && /body|query|parameter of the route/.test(flow.what) && isField(arg, look))
      look.report(call, `a line break in ${flow.what} forges a line: ${look.quote(arg)}`);
  }
}

/** Whole objects are shown with their line breaks escaped. */
const isField = (arg: Node, look: Look): boolean =>
  !/^(req|request|ctx)\.(body|query|params)$|^(body|query|params)$/.test(
    look.file.text.slice(arg.start, arg.end),
  );
