import { type Call, isKeyword } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

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
