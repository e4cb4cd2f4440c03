import { codeRule } from '../code-rule.ts';

export const moduleOfInput = codeRule({
  id: 'code/module-of-input',
  title: 'The module to load comes from outside',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-829', 'CWE-706', 'CWE-95'],
  kind: 'security',
  what: 'The name given to `require` or `import()` comes from outside.',
  why: 'A module runs when it is loaded. Whoever names it picks any file on the disk: an upload, a log, another package.',
  fix: 'Choose from a table of modules, and refuse what is not in it.',
  bad: [
    {
      'plugin.js':
        'app.get("/:plugin", (req, res) => res.json(require("./plugins/" + req.params.plugin)));\n',
    },
    { 'plugin.mjs': 'app.get("/", async (req, res) => res.json(await import(req.query.module)));\n' },
  ],
  good: [
    {
      'plugin.js':
        'const plugins = { a: require("./a") };\napp.get("/:plugin", (req, res) => res.json(plugins[req.params.plugin]));\n',
    },
    { 'locale.js': 'const load = (name) => require(`./locales/${name}.json`);\n' },
  ],
  words: ['\\b(?:require|import)\\s*\\(\\s*(?:[^"\'\\s]|["\'][^"\'\\n]{0,100}["\']\\s*\\+)'],
  needsSource: true,
  calls: [
    {
      of: ['require', 'require.resolve'],
      look(call, look) {
        const [name] = call.arguments;
        const flow = name ? look.flow(name, { purpose: 'path' }) : null;
        if (flow && name)
          look.reportFlow(call, flow, `${flow.what} names the module that is loaded: ${look.quote(name)}`);
      },
    },
  ],
  nodes: {
    ImportExpression(node, look) {
      const flow = look.flow(node.source, { purpose: 'path' });
      if (flow)
        look.reportFlow(
          node,
          flow,
          `${flow.what} names the module that is loaded: ${look.quote(node.source)}`,
        );
    },
  },
});
