import { example, pythonRule } from '../python-rule.ts';
import { childOf } from '../syntax.ts';

/** What Django itself puts into the template of a function. Source: Django, Query Expressions, `Func`. */
const ownHoles = /^(function|expressions|field|distinct|filter|arg_joiner|order_by|expression|db_type)$/;

export const sqlFunctionTemplate = pythonRule({
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
