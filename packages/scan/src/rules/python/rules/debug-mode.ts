import { isTestPath } from '../../../engine/test-path.ts';
import { type Call, isKeyword } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

/** `app.config["DEBUG"]`, `app.debug`. */
const configured = /(?:^|\.)config\[["'](DEBUG|TESTING|ENV)["']\]$|^(?:app|application)\.(debug|testing)$/;

export const debugMode = pythonRule({
  id: 'python/debug-mode',
  title: 'Debug mode of a web framework',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-489', 'CWE-94'],
  kind: 'security',
  what: '`app.run(debug=True)`, or a configuration in the code that switches debugging or testing on.',
  why: 'The debugger of Werkzeug runs whatever is typed into the error page.',
  fix: 'Read such settings from the environment; use a real server (gunicorn, waitress) in production.',
  aliases: ['B201', 'S201'],
  bad: [
    example('from flask import Flask', 'app = Flask(__name__)', 'app.run(debug=True)'),
    example('app.config["DEBUG"] = True'),
  ],
  good: [
    example('import os', 'app.config["DEBUG"] = os.environ.get("DEBUG") == "1"'),
    { 'tests/conftest.py': 'app.config["TESTING"] = True\n' },
  ],
  words:
    /\b(debug|testing|DEBUG|TESTING)\s{0,9}=\s{0,9}True\b|["'](DEBUG|TESTING|ENV)["']\]|\buse_debugger\b/,
  calls: {
    run(call, look) {
      if (
        !/(^|\.)(app|application|Flask\(\)|Sanic\(\)|Bottle\(\)|bottle|socketio)\.run$|^flask\.Flask\(\)\.run$/.test(
          call.name,
        )
      )
        return;
      if (isKeyword(call, 'debug', 'True', look.textOf))
        look.report(call.node, { message: 'The debugger lets visitors run code' });
    },
    run_simple(call, look) {
      if (isKeyword(call, 'use_debugger', 'True', look.textOf))
        look.report(call.node, { message: 'The debugger lets visitors run code' });
    },
    ...forEach(['update', 'from_mapping'], (call: Call, look: Look) => {
      if (!/(^|\.)config\.\w+$/.test(call.name) || isTestPath(look.file.path)) return;
      for (const name of ['DEBUG', 'TESTING'])
        if (isKeyword(call, name, 'True', look.textOf))
          look.report(call.node, { confidence: 'review', message: `\`${name}\` is on for everybody` });
    }),
  },
  assigned(target, value, node, _inside, look) {
    const [, key, attribute] = configured.exec(target) ?? [];
    const name = key ?? attribute?.toUpperCase();
    if (name === undefined || isTestPath(look.file.path)) return;
    const right = node.children.at(-1);
    const isOn = name === 'ENV' ? value.text === 'development' : right && look.textOf(right) === 'True';
    if (isOn) look.report(node, { confidence: 'review', message: `\`${name}\` is on for everybody` });
  },
});
