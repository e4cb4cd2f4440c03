import { codeRule } from '../code-rule.ts';
import { argumentOf } from '../program/node.ts';
import { isResponseMethod } from '../program/response.ts';

export const viewOfInput = codeRule({
  id: 'code/view-of-input',
  title: 'A view, or all its options, come from outside',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-73'],
  kind: 'security',
  what: '`res.render` is given a name of a view, or a whole object of values, from the request.',
  why: 'The name picks any file the engine can read. A whole object also carries options of the engine (`layout`, `settings`, `outputFunctionName`), which read files or run code.',
  fix: 'Write the name of the view out, and build the object field by field.',
  bad: [
    { 'app.js': 'app.get("/:page", (req, res) => res.render(req.params.page));\n' },
    { 'app.js': 'app.get("/", (req, res) => res.render("home", req.query));\n' },
  ],
  good: [
    { 'app.js': 'app.get("/", (req, res) => res.render("home", { name: req.query.name }));\n' },
    {
      'app.js':
        'const pages = new Set(["a", "b"]);\napp.get("/:page", (req, res) => {\n  if (!pages.has(req.params.page)) return res.sendStatus(404);\n  res.render(req.params.page);\n});\n',
    },
  ],
  words: ['\\.render\\b'],
  needsSource: true,
  calls: [
    {
      of: ['*.render'],
      look(call, look, name) {
        if (!isResponseMethod(name)) return;
        const [view, values] = [argumentOf(call, 0), argumentOf(call, 1)];
        const named = view ? look.flow(view, { purpose: 'path' }) : null;
        if (named && view) look.reportFlow(call, named, `${named.what} names the view: ${look.quote(view)}`);
        if (!values || values.type === 'ObjectExpression') return;
        const whole = look.flow(values, { purpose: 'object' });
        if (whole)
          look.reportFlow(
            call,
            whole,
            `${whole.what}, as a whole, is given to the template engine: ${look.quote(values)}`,
          );
      },
    },
  ],
});
