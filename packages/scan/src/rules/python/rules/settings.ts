import { argument, type Call, givenValue, hasSpread, isKeyword } from '../flow/call.ts';
import { example, forEach, type Look, type PythonRule, pythonRule } from '../python-rule.ts';
import type { PyNode } from '../syntax.ts';

export const debugMode = pythonRule({
  id: 'python/debug-mode',
  title: 'Debug mode of a web framework',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-489', 'CWE-94'],
  kind: 'security',
  what: '`app.run(debug=True)`, or an `app.run` outside `if __name__ == "__main__"`.',
  why: 'The debugger of Werkzeug runs whatever is typed into the error page.',
  fix: 'Start it with `flask run`, and a real server (gunicorn, waitress) in production.',
  aliases: ['B201', 'S201'],
  bad: [example('from flask import Flask', 'app = Flask(__name__)', 'app.run(debug=True)')],
  good: [
    example(
      'from flask import Flask',
      'app = Flask(__name__)',
      'if __name__ == "__main__":',
      '    app.run()',
    ),
  ],
  words: /\bdebug\s*=\s*True\b|\b[Ff]lask\b/,
  calls: {
    run(call, look) {
      if (
        !/(^|\.)(app|application|Flask\(\)|Sanic\(\)|Bottle\(\)|bottle|socketio)\.run$|^flask\.Flask\(\)\.run$/.test(
          call.name,
        )
      )
        return;
      if (isKeyword(call, 'debug', 'True', look.textOf))
        return look.report(call.node, { message: 'The debugger lets visitors run code' });
      if (!/\bflask\b/i.test(look.file.text)) return;
      if (!isUnderMain(call.node, look) && call.inside === null)
        look.report(call.node, {
          confidence: 'review',
          severity: 'low',
          message: 'The development server starts whenever this file is imported',
        });
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

const cookieCalls =
  /(^|\.)(response|resp|res|r|make_response\(\)|HttpResponse\(\)|redirect\(\)|Response\(\)|request\.response|\?|self|rsp|jsonify\(\)|render_template\(\))\.(set_cookie|set_secure_cookie)$/i;

export const unsafeCookie = pythonRule({
  id: 'python/unsafe-cookie',
  title: 'Cookie without its protections',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-614', 'CWE-1004'],
  kind: 'security',
  what: 'A cookie is set without `secure` or `httponly`, or a setting switches them off.',
  why: 'It goes over plain HTTP, or scripts of the page can read it.',
  fix: '`set_cookie(…, secure=True, httponly=True, samesite="Lax")`.',
  bad: [
    example('def view(response):', '    response.set_cookie("session", value)'),
    example('SESSION_COOKIE_SECURE = False'),
  ],
  good: [
    example(
      'def view(response):',
      '    response.set_cookie("session", value, secure=True, httponly=True, samesite="Lax")',
    ),
  ],
  words:
    /\b(set_cookie|SESSION_COOKIE_\w+|CSRF_COOKIE_\w+|REMEMBER_COOKIE_\w+|SessionFactory|AuthTktCookieHelper|AuthTktAuthenticationPolicy|SignedCookieSessionFactory)\b/,
  calls: {
    set_cookie(call, look) {
      if (!cookieCalls.test(call.name) || hasSpread(call) || isDeletion(call, look)) return;
      reportCookie(call, look);
    },
    ...forEach(
      [
        'AuthTktCookieHelper',
        'AuthTktAuthenticationPolicy',
        'SignedCookieSessionFactory',
        'BaseCookieSessionFactory',
        'UnencryptedCookieSessionFactoryConfig',
      ],
      (call: Call, look: Look) => {
        if (!hasSpread(call)) reportCookie(call, look);
      },
    ),
  },
  assigned(target, _value, node, _inside, look) {
    if (!/(SESSION|CSRF|REMEMBER)_COOKIE_(SECURE|HTTPONLY)["'\]]*$/.test(target)) return;
    const right = node.children.at(-1);
    if (right && look.textOf(right) === 'False')
      look.report(node, { confidence: 'likely', message: `\`${target}\` is switched off` });
  },
});

const isDeletion = (call: Call, look: Look): boolean =>
  isKeyword(call, 'max_age', '0', look.textOf) || isKeyword(call, 'expires', '0', look.textOf);

function missingOf(call: Call, look: Look, ...keywords: readonly string[]): string[] {
  return keywords.filter((keyword) => {
    const given =
      argument(call, -1, keyword) ?? argument(call, -1, keyword === 'httponly' ? 'http_only' : keyword);
    return !given || /^(False|None|["']None["'])$/.test(look.textOf(given.node));
  });
}

function reportCookie(call: Call, look: Look): void {
  if (missingOf(call, look, 'secure', 'httponly').length === 0) return;
  const missing = missingOf(call, look, 'secure', 'httponly', 'samesite');
  look.report(call.node, { message: `Without ${missing.map((keyword) => `\`${keyword}\``).join(', ')}` });
}

export const cookieWithoutSamesite = pythonRule({
  id: 'python/cookie-without-samesite',
  title: 'Cookie that other sites may send along',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-1275'],
  kind: 'security',
  what: 'A cookie that is otherwise protected is set without `samesite`, or with `None`.',
  why: 'With `None`, and in old browsers, forms of other sites are sent with it.',
  fix: '`samesite="Lax"`, or `"Strict"` for what only your own pages need.',
  bad: [example('def view(response):', '    response.set_cookie("s", value, secure=True, httponly=True)')],
  good: [
    example(
      'def view(response):',
      '    response.set_cookie("s", value, secure=True, httponly=True, samesite="Lax")',
    ),
  ],
  words: /\bset_cookie\b/,
  calls: {
    set_cookie(call, look) {
      if (!cookieCalls.test(call.name) || hasSpread(call) || isDeletion(call, look)) return;
      if (missingOf(call, look, 'secure', 'httponly').length > 0) return;
      if (missingOf(call, look, 'samesite').length > 0)
        look.report(call.node, { message: 'Without `samesite`' });
    },
  },
});

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

const secretName =
  /(^|[._["'])(SECRET_KEY|secret_key|JWT_SECRET(_KEY)?|SECURITY_PASSWORD_SALT|WTF_CSRF_SECRET_KEY)["'\]]*$/;
const standIn = /change|example|dev|test|insecure|default|secret|xxx|your|placeholder|^.{0,3}$/i;

export const keyInCode = pythonRule({
  id: 'python/key-in-code',
  title: 'Signing key written in the code',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-798', 'CWE-522'],
  kind: 'security',
  what: '`SECRET_KEY`, or the key of `jwt.encode` and `jwt.decode`, is a string in the code.',
  why: 'Whoever reads the code signs sessions and tokens of anybody.',
  fix: 'Read it from the environment, and change it: it has been seen.',
  aliases: ['B105', 'B106', 'S105', 'S106'],
  bad: [
    example('import jwt', 'jwt.encode({"id": 1}, "k3y-of-the-shop", algorithm="HS256")'),
    example('app.config["SECRET_KEY"] = "correct horse battery staple"'),
  ],
  good: [example('import os', 'SECRET_KEY = os.environ["SECRET_KEY"]')],
  words: /\b(jwt|SECRET_KEY|secret_key|JWT_SECRET\w*|SECURITY_PASSWORD_SALT)\b/,
  calls: forEach(['encode', 'decode'], (call: Call, look: Look) => {
    if (!/(^|\.)(jwt|jose\.jwt|authlib\.jose\.jwt)\.(encode|decode)$/.test(call.name)) return;
    const key = argument(call, 1, 'key');
    if (key && key.value.text !== null && key.value.text !== '' && !/^-----BEGIN PUBLIC/.test(key.value.text))
      look.report(call.node, { message: 'The key of the token stands in the code' });
  }),
  assigned(target, value, node, inside, look) {
    // A variable of a function is no setting.
    if (inside !== null && /^[a-z_]+$/.test(target)) return;
    if (!secretName.test(target) || value.text === null || value.text === '') return;
    look.report(node, {
      ...(standIn.test(value.text) ? { confidence: 'review' as const, severity: 'medium' as const } : {}),
      message: `\`${target}\` stands in the code`,
    });
  },
});

export const tokenUnverified = pythonRule({
  id: 'python/token-unverified',
  title: 'Token accepted without its signature',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-347', 'CWE-287', 'CWE-327'],
  kind: 'security',
  what: '`jwt.decode` with verification off, or the algorithm `none`.',
  why: 'Anybody writes a token that says they are the administrator.',
  fix: '`jwt.decode(token, key, algorithms=["HS256"])`.',
  bad: [
    example('import jwt', 'jwt.decode(token, options={"verify_signature": False})'),
    example('import jwt', 'jwt.encode({"id": 1}, None, algorithm="none")'),
  ],
  good: [example('import jwt', 'jwt.decode(token, key, algorithms=["HS256"])')],
  words: /\bjwt\b/,
  calls: forEach(['encode', 'decode'], (call: Call, look: Look) => {
    if (!/(^|\.)jwt\.(encode|decode)$/.test(call.name)) return;
    const off = isKeyword(call, 'verify', 'False', look.textOf);
    const text = call.arguments.map(({ node }) => look.textOf(node)).join('\n');
    const none = /algorithms?\s*=?\s*\[?\s*["']none["']/i.test(look.textOf(call.node));
    if (off || none || /["']verify_signature["']\s*:\s*False/.test(text))
      look.report(call.node, {
        message: none ? 'The algorithm `none` signs nothing' : 'The signature is not verified',
      });
  }),
});

const secretInText =
  /\{\s*([\w.]*[._])?(passw(or)?d|passphrase|api_?key|client_secret|secret_key)\s*[}!:]|\+\s*([\w.]*[._])?(passw(or)?d|secret_key)\b|%\s*\(?([\w.]*[._])?(passw(or)?d|secret_key)\b/i;

export const exposedCredentials = pythonRule({
  id: 'python/exposed-credentials',
  title: 'Password put where others read it',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-532', 'CWE-522'],
  kind: 'security',
  what: 'A password or secret is logged, or put into a token, which everybody can read.',
  why: 'Logs are kept, copied and read by many; a JWT is signed, not encrypted.',
  fix: 'Leave it out of logs and tokens; name the account instead.',
  bad: [
    example('import logging', 'logging.info("login of %s with %s", user, password)'),
    example('import jwt', 'jwt.encode({"user": u, "password": p}, key)'),
  ],
  good: [example('import logging', 'logging.info("login of %s", user)')],
  words: /passw(or)?d|passphrase|api_?key|client_secret|secret_key/i,
  calls: {
    ...forEach(
      ['debug', 'info', 'warning', 'error', 'critical', 'exception', 'log', 'warn'],
      (call: Call, look: Look) => {
        if (!/(^|\.)(logging|logger|log|_logger|LOG|LOGGER|getLogger\(\))\.\w+$/.test(call.name)) return;
        const exposed = call.arguments
          .slice(1)
          .some(({ node }) =>
            /^([\w.]*[._])?(passw(or)?d|passphrase|api_?key|client_secret|secret_key)$/i.test(
              look.textOf(node),
            ),
          );
        const text = call.arguments[0];
        const inText = text?.value.built && secretInText.test(look.textOf(text.node));
        if (exposed || inText) look.report(call.node, { message: 'A secret goes into the log' });
      },
    ),
    encode(call, look) {
      const payload = argument(call, 0, 'payload');
      if (
        /(^|\.)jwt\.encode$/.test(call.name) &&
        payload &&
        /["']passw(or)?d["']\s*:/i.test(look.textOf(payload.node))
      )
        look.report(call.node, { message: 'Everybody who holds the token can read the password' });
    },
  },
});

export const emptyPassword = pythonRule({
  id: 'python/empty-password',
  title: 'Account with an empty password',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-521'],
  kind: 'security',
  what: 'Django’s `set_password` gets an empty string, or one by default.',
  why: 'An empty string is a password that anybody types; `None` means that no password fits.',
  fix: 'Use `None`, or `set_unusable_password()`.',
  bad: [
    example('def join(user):', '    user.set_password("")'),
    example('def join(request, user):', '    user.set_password(request.POST.get("password", ""))'),
  ],
  good: [
    example('def join(user):', '    user.set_password(None)'),
    example('def join(request, user):', '    user.set_password(request.POST["password"])'),
  ],
  words: /\bset_password\b/,
  calls: {
    set_password(call, look) {
      const given = argument(call, 0);
      if (!given) return;
      const kept = new RegExp(
        `\\b${/^\w+$/.test(look.textOf(given.node)) ? look.textOf(given.node) : '\\b\\B'}\\s*=\\s*[^\\n]*\\.get\\([^,\\n]+,\\s*(["'])\\1\\)`,
      ).test(look.file.text);
      if (
        givenValue(call, 0).text === '' ||
        kept ||
        /\.get\([^,]+,\s*(["'])\1\)$/.test(look.textOf(given.node))
      )
        look.report(call.node, { message: 'The empty string becomes the password' });
    },
  },
});

export const settingRules: readonly PythonRule[] = [
  debugMode,
  listensEverywhere,
  unsafeCookie,
  cookieWithoutSamesite,
  csrfOff,
  corsForAll,
  keyInCode,
  tokenUnverified,
  exposedCredentials,
  emptyPassword,
];
