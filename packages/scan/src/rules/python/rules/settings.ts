import { isTestPath } from '../../../engine/test-path.ts';
import { argument, type Call, isKeyword } from '../flow/call.ts';
import { example, forEach, type Look, type PythonRule, pythonRule } from '../python-rule.ts';
import type { PyNode } from '../syntax.ts';

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

/** `app.config["DEBUG"]`, `app.debug`. */
const configured = /(?:^|\.)config\[["'](DEBUG|TESTING|ENV)["']\]$|^(?:app|application)\.(debug|testing)$/;

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

export const listensEverywhere = pythonRule({
  id: 'python/listens-everywhere',
  title: 'Server that answers on every address',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-200', 'CWE-668'],
  kind: 'security',
  what: 'A development server or a socket is bound to `0.0.0.0`.',
  why: 'It is reachable from every network the machine is in, not only from itself.',
  fix: 'Bind to `127.0.0.1`, and let a proxy or the container publish what should be public.',
  aliases: ['B104', 'S104'],
  bad: [
    example('from flask import Flask', 'app = Flask(__name__)', 'app.run(host="0.0.0.0")'),
    example('import socket', 's = socket.socket()', 's.bind(("0.0.0.0", 80))'),
  ],
  good: [example('import socket', 's = socket.socket()', 's.bind(("127.0.0.1", 80))')],
  words: /0\.0\.0\.0|\.bind\(/,
  calls: {
    run(call, look) {
      if (
        /(^|\.)(app|application|uvicorn|Flask\(\)|Sanic\(\))\.run$/.test(call.name) &&
        argument(call, 0, 'host')?.value.text === '0.0.0.0'
      )
        look.report(call.node, { message: 'Every network of the machine reaches it' });
    },
    bind(call, look) {
      const address = call.arguments[0] ? look.textOf(call.arguments[0].node) : '';
      if (/^\(\s*["'](0\.0\.0\.0|::)?["']\s*,/.test(address) && /socket/.test(call.name))
        look.report(call.node, { message: 'Every network of the machine reaches it' });
    },
  },
});

function isUnderMain(node: PyNode, look: Look): boolean {
  for (let at = node.parent; at; at = at.parent)
    if (at.type === 'if_statement' && /__name__/.test(look.textOf(at).slice(0, 80))) return true;
  return false;
}

export const csrfOff = pythonRule({
  id: 'python/csrf-off',
  title: 'Protection against forged forms is off',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-352'],
  kind: 'security',
  what: '`@csrf_exempt`, `WTF_CSRF_ENABLED = False`, a form with `csrf=False`, or Pyramid’s checks switched off.',
  why: 'Any other site can send the form with the visitor’s session.',
  fix: 'Leave the check on; for machines, authenticate with a token in a header instead of a cookie.',
  bad: [
    example(
      'from django.views.decorators.csrf import csrf_exempt',
      '@csrf_exempt',
      'def pay(request):',
      '    pass',
    ),
    example('app.config["WTF_CSRF_ENABLED"] = False'),
  ],
  good: [
    example(
      'from django.views.decorators.csrf import csrf_protect',
      '@csrf_protect',
      'def pay(request):',
      '    pass',
    ),
  ],
  words: /csrf/i,
  assigned(target, _value, node, _inside, look) {
    const right = node.children.at(-1);
    if (/WTF_CSRF_(ENABLED|CHECK_DEFAULT)["'\]]*$/.test(target) && right && look.textOf(right) === 'False')
      look.report(node, { message: 'Forms are no longer checked' });
    if (
      /(^|\.)csrf$/.test(target) &&
      right &&
      look.textOf(right) === 'False' &&
      /\bclass\s+Meta\b|FlaskForm|\bForm\b/.test(look.file.text)
    )
      look.report(node, { message: 'This form is no longer checked' });
  },
  calls: {
    csrf_exempt(call, look) {
      if (/csrf_exempt$/.test(call.name))
        look.report(call.node, { message: 'This view accepts forged forms' });
    },
    ...forEach(['update', 'from_mapping', 'dict'], (call: Call, look: Look) => {
      if (
        isKeyword(call, 'WTF_CSRF_ENABLED', 'False', look.textOf) &&
        !isKeyword(call, 'TESTING', 'True', look.textOf)
      )
        look.report(call.node, { message: 'Forms are no longer checked' });
    }),
    ...forEach(
      ['view_config', 'set_default_csrf_options', 'add_view', 'view_defaults'],
      (call: Call, look: Look) => {
        if (isKeyword(call, 'require_csrf', 'False', look.textOf))
          look.report(call.node, { message: 'Forged forms are accepted' });
        if (isKeyword(call, 'check_origin', 'False', look.textOf))
          look.report(call.node, { message: 'The origin of a form is not checked' });
      },
    ),
    '*': (call, look) => {
      if (
        isKeyword(call, 'csrf_enabled', 'False', look.textOf) ||
        (/Form$/.test(call.name) &&
          /\{[^}]*["']csrf["']\s*:\s*False/.test(
            call.arguments.map(({ node }) => look.textOf(node)).join(' '),
          ))
      )
        look.report(call.node, { message: 'This form is not checked' });
    },
  },
  tree(tree, look) {
    for (const node of tree.ofType('decorator'))
      if (/^@\s*(\w+\.)*(csrf_exempt|csrf\.exempt)\s*$/.test(look.textOf(node).trim()))
        look.report(node, { message: 'This view accepts forged forms' });
  },
});

export const corsForAll = pythonRule({
  id: 'python/cors-for-all',
  title: 'Every site may read the answers',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-942'],
  kind: 'security',
  what: 'CORS allows all origins; with credentials it is certain to be wrong.',
  why: 'Any page a visitor opens can read what they may read here.',
  fix: 'Name the origins that need it.',
  bad: [
    example(
      'from fastapi.middleware.cors import CORSMiddleware',
      'app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)',
    ),
    example('CORS_ALLOW_ALL_ORIGINS = True'),
  ],
  good: [
    example(
      'from fastapi.middleware.cors import CORSMiddleware',
      'app.add_middleware(CORSMiddleware, allow_origins=["https://example.org"])',
    ),
  ],
  words: /CORS|allow_origins|Access-Control-Allow-Origin/,
  calls: {
    ...forEach(['add_middleware', 'CORSMiddleware', 'CORS', 'cross_origin'], (call: Call, look: Look) => {
      const given =
        argument(call, -1, 'allow_origins') ??
        argument(call, -1, 'origins') ??
        argument(call, -1, 'allow_origin_regex');
      // A list is often kept in a variable nearby.
      const origins = given ? look.textOf(given.node) : '';
      const kept =
        /^\w+$/.test(origins) &&
        new RegExp(`^\\s*${origins}\\s*=\\s*\\[\\s*["']\\*["']`, 'm').test(look.file.text);
      if (!/^\[?\s*["'](\*|\.\*)["']/.test(origins) && !kept) return;
      const credentials =
        isKeyword(call, 'allow_credentials', 'True', look.textOf) ||
        isKeyword(call, 'supports_credentials', 'True', look.textOf);
      look.report(call.node, {
        ...(credentials ? { confidence: 'likely' as const, severity: 'high' as const } : {}),
        message: credentials ? 'Every site may read with the visitor’s session' : 'Every site may read',
      });
    }),
  },
  assigned(target, value, node, _inside, look) {
    const right = node.children.at(-1);
    if (/^CORS_(ALLOW_ALL_ORIGINS|ORIGIN_ALLOW_ALL)$/.test(target) && right && look.textOf(right) === 'True')
      look.report(node, { message: 'Every site may read' });
    if (/Access-Control-Allow-Origin["']\]$/i.test(target) && value.text === '*')
      look.report(node, { message: 'Every site may read' });
  },
});

export const settingRules: readonly PythonRule[] = [
  debugMode,
  serverOnImport,
  listensEverywhere,
  csrfOff,
  corsForAll,
];
