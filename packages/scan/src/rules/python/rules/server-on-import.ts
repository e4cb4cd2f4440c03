import { example, type Look, pythonRule } from '../python-rule.ts';
import type { PyNode } from '../syntax.ts';

export const serverOnImport = pythonRule({
  id: 'python/server-on-import',
  title: 'Development server that starts on import',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-668'],
  kind: 'security',
  what: 'Flask’s `app.run()` stands outside a function and outside `if __name__ == "__main__"`.',
  why: 'Whoever imports the file, a test or a real server, starts the development server, which is made for one machine and one person.',
  fix: 'Put it behind `if __name__ == "__main__":`, or start it with `flask run`.',
  bad: [example('from flask import Flask', 'app = Flask(__name__)', 'app.run()')],
  good: [
    example(
      'from flask import Flask',
      'app = Flask(__name__)',
      'if __name__ == "__main__":',
      '    app.run()',
    ),
    example('from flask import Flask', 'app = Flask(__name__)', 'def main():', '    app.run()'),
  ],
  words: /\b[Ff]lask\b/,
  calls: {
    run(call, look) {
      if (!/(^|\.)(app|application|Flask\(\))\.run$/.test(call.name)) return;
      if (call.inside === null && !isUnderMain(call.node, look))
        look.report(call.node, { message: 'The development server starts whenever this file is imported' });
    },
  },
});

function isUnderMain(node: PyNode, look: Look): boolean {
  for (let at = node.parent; at; at = at.parent)
    if (at.type === 'if_statement' && /__name__/.test(look.textOf(at).slice(0, 80))) return true;
  return false;
}
