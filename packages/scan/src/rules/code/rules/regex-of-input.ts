import { flowRule } from '../flow-rule.ts';

export const regexOfInput = flowRule({
  id: 'code/regex-of-input',
  title: 'A regular expression comes from outside',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-1333', 'CWE-730'],
  kind: 'security',
  what: '`new RegExp` is given text from outside that was not escaped.',
  why: 'A pattern like `(a+)+$` stops the process; any other changes what the search finds.',
  fix: 'Escape it (`RegExp.escape`), or search with `includes`.',
  bad: [
    {
      'find.js':
        'app.get("/", (req, res) => res.json(list.filter((one) => new RegExp(req.query.q).test(one))));\n',
    },
  ],
  good: [
    {
      'find.js':
        'app.get("/", (req, res) => res.json(list.filter((one) => new RegExp(RegExp.escape(req.query.q)).test(one))));\n',
    },
    { 'find.js': 'app.get("/", (req, res) => res.json(list.filter((one) => one.includes(req.query.q))));\n' },
  ],
  words: ['RegExp'],
  purpose: 'regex',
  sinks: [{ of: ['RegExp'] }],
  harm: 'is used as a regular expression',
});
