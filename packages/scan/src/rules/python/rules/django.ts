import { argument, type Call } from '../flow/call.ts';
import { example, forEach, type Look, type PythonRule, pythonRule } from '../python-rule.ts';
import { around, childOf, type PyNode } from '../syntax.ts';

/** What Django itself puts into the template of a function. Source: Django, Query Expressions, `Func`. */
const ownHoles = /^(function|expressions|field|distinct|filter|arg_joiner|order_by|expression|db_type)$/;

export const functionTemplate = pythonRule({
  id: 'python/sql-function-template',
  title: 'SQL function of one’s own that inserts text',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-89'],
  kind: 'security',
  what: 'The `template` of a Django `Func` or `Aggregate` has a hole of its own, which is filled as text.',
  why: 'What is passed for it (`**extra`) becomes part of the statement: Django binds `expressions` alone.',
  fix: 'Pass it as an expression: `Func(expression, Value(text))`.',
  bad: [
    example(
      'from django.db.models import Func',
      'class Position(Func):',
      '    template = "position(\'%(needle)s\' in %(expressions)s)"',
    ),
  ],
  good: [
    example(
      'from django.db.models import Func',
      'class Lower(Func):',
      '    template = "%(function)s(%(expressions)s)"',
    ),
  ],
  references: ['https://docs.djangoproject.com/en/stable/ref/models/expressions/#func-expressions'],
  words: /\btemplate\s{0,9}=/,
  tree(tree, look) {
    for (const node of tree.ofType('class_definition')) {
      const bases = childOf(node, 'superclasses');
      if (!bases || !/\b\w*(Func|Aggregate|Subquery|Transform|Expression)\b/.test(look.textOf(bases)))
        continue;
      const template = childOf(node, 'body')?.children.find((child) =>
        /^template\s*=/.test(look.textOf(child)),
      );
      const hole = template && foreignHole(look.textOf(template));
      if (template && hole)
        look.report({ ...node, end: template.end }, { message: `\`%(${hole})s\` is inserted as text` });
    }
  },
});

function foreignHole(template: string): string | null {
  for (const [, name = ''] of template.matchAll(/%\((\w+)\)s/g)) if (!ownHoles.test(name)) return name;
  return null;
}

export const postAfterValidation = pythonRule({
  id: 'python/post-after-validation',
  title: 'Form checked, and the unchecked values used',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-20'],
  kind: 'security',
  what: 'After `form.is_valid()`, values are taken from `request.POST` instead of `form.cleaned_data`.',
  why: 'What the form checked and normalised is not what is used.',
  fix: 'Use `form.cleaned_data["name"]`.',
  bad: [
    example(
      'def join(request):',
      '    form = JoinForm(request.POST)',
      '    if form.is_valid():',
      '        add(request.POST["name"])',
    ),
  ],
  good: [
    example(
      'def join(request):',
      '    form = JoinForm(request.POST)',
      '    if form.is_valid():',
      '        add(form.cleaned_data["name"])',
    ),
    example(
      'def join(request):',
      '    form = JoinForm(request.POST)',
      '    if form.is_valid() and "again" in request.POST:',
      '        other = NameForm(request.POST)',
    ),
  ],
  ofRequests: true,
  words: /\.is_valid\(\)/,
  subscripted(of, _indexes, node, look) {
    if (/(^|\.)request\.POST$/.test(of.name)) reportUnchecked(node, look);
  },
  calls: forEach(['get', 'getlist'], (call: Call, look: Look) => {
    if (/(^|\.)request\.POST$/.test(call.receiver?.name ?? '')) reportUnchecked(call.node, look);
  }),
});

function reportUnchecked(node: PyNode, look: Look): void {
  if (isAfterCheck(node, look))
    look.report(node, { message: 'The form has checked another value than this one' });
}

function isAfterCheck(node: PyNode, look: Look): boolean {
  for (let at = around(node, 'if_statement'); at; at = around(at, 'if_statement')) {
    const condition = childOf(at, 'condition');
    const inside = childOf(at, 'consequence');
    if (!condition || !inside || node.start < inside.start || node.end > inside.end) continue;
    if (/^(?!not\b)[^|]*\.is_valid\(\)/.test(look.textOf(condition))) return true;
  }
  return false;
}

export const apiWithoutThrottle = pythonRule({
  id: 'python/api-without-throttle',
  title: 'Interface that answers without limit',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-400', 'CWE-770'],
  kind: 'security',
  what: 'The settings of Django REST framework name no `DEFAULT_THROTTLE_RATES` or `DEFAULT_THROTTLE_CLASSES`.',
  why: 'Passwords can be tried and data fetched as fast as the server answers.',
  fix: 'Set both, or limit at the proxy.',
  bad: [
    example(
      'REST_FRAMEWORK = {',
      '    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],',
      '}',
    ),
  ],
  good: [
    example(
      'REST_FRAMEWORK = {',
      '    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],',
      '    "DEFAULT_THROTTLE_RATES": {"anon": "100/day"},',
      '}',
    ),
  ],
  references: ['https://www.django-rest-framework.org/api-guide/throttling/'],
  words: /\bREST_FRAMEWORK\b/,
  assigned(target, value, node, inside, look) {
    if (target !== 'REST_FRAMEWORK' || inside !== null || !value.literal) return;
    if (!/DEFAULT_THROTTLE_(RATES|CLASSES)/.test(look.file.text))
      look.report(node, { message: 'No rate is named' });
  },
});

export const keyAsSalt = pythonRule({
  id: 'python/key-as-salt',
  title: 'Signing key used to shuffle ids',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-327'],
  kind: 'security',
  what: 'Hashids is given the application’s `SECRET_KEY` as its salt.',
  why: 'The salt can be computed from a handful of ids, and with the key sessions can be signed.',
  fix: 'Give Hashids a salt of its own, and do not count on the ids being secret.',
  bad: [
    example(
      'from django.conf import settings',
      'from hashids import Hashids',
      'Hashids(salt=settings.SECRET_KEY)',
    ),
  ],
  good: [example('from hashids import Hashids', 'Hashids(salt=settings.ID_SALT)')],
  references: ['https://hashids.org/'],
  words: /\bHashids\b/,
  calls: {
    Hashids(call, look) {
      const salt = argument(call, 0, 'salt');
      if (salt && /\bSECRET_KEY\b|\bsecret_key$/.test(`${look.textOf(salt.node)} ${salt.value.name}`))
        look.report(call.node, { message: 'The key can be computed from the ids' });
    },
  },
});

export const djangoRules: readonly PythonRule[] = [
  functionTemplate,
  postAfterValidation,
  apiWithoutThrottle,
  keyAsSalt,
];
