import { fileRule } from '../../../engine/rule.ts';
import { example } from '../../python/python-rule.ts';
import { around, type PyNode } from '../../python/syntax.ts';
import { step } from '../step.ts';
import { card, locked, spanOf } from './card.ts';
import { type PyCall, type PyScope, pythonScopes, textIn } from './functions.ts';

export const checkThenCreate = fileRule({
  ...card,
  id: 'race/python-check-then-create',
  title: 'Record looked for first and created later',
  severity: 'low',
  weakness: ['CWE-362'],
  what: 'A record is created because a query before found none, without `get_or_create`, a lock or a look at `IntegrityError`.',
  why: 'Two requests at once both find none, and there are two.',
  fix: 'Put a unique constraint on the columns and use `get_or_create`, or catch `IntegrityError`.',
  bad: [
    example(
      'def join(name):',
      '    if not User.objects.filter(name=name).exists():',
      '        User.objects.create(name=name)',
    ),
    example(
      'def cart_of(user):',
      '    try:',
      '        return Cart.objects.get(user=user)',
      '    except Cart.DoesNotExist:',
      '        return Cart.objects.create(user=user)',
    ),
    example(
      'def join(name):',
      '    if User.query.filter_by(name=name).first():',
      '        raise ValueError(name)',
      '    db.session.add(User(name=name))',
    ),
  ],
  good: [
    example('def join(name):', '    User.objects.get_or_create(name=name)'),
    example(
      'def join(name):',
      '    if not User.objects.filter(name=name).exists():',
      '        try:',
      '            User.objects.create(name=name)',
      '        except IntegrityError:',
      '            pass',
    ),
    example(
      'def page(slug):',
      '    try:',
      '        return Page.objects.get(slug=slug)',
      '    except Page.DoesNotExist:',
      '        return Visit.objects.create(slug=slug)',
    ),
  ],
  references: ['https://docs.djangoproject.com/en/stable/ref/models/querysets/#get-or-create'],
  check(file, report) {
    if (
      !/\.exists\(\)|\.first\(\)|\bexcept\s{1,9}\(?\w{1,99}\.DoesNotExist\b/.test(file.text) ||
      !/\.objects\.create\(|\.save\(|\bsession\.add\(/.test(file.text)
    )
      return;
    const textOf = textIn(file);
    for (const scope of file.tree(pythonScopes)) {
      if (!scope.node.parent || locked.test(textOf(scope.node)) || /IntegrityError/.test(textOf(scope.node)))
        continue;
      for (const { model, look } of looksIn(scope, textOf)) {
        const create = scope.calls.find(
          (call) => call.node.start > look.end && creates(call, model, scope, textOf),
        );
        if (create)
          report({
            ...spanOf(create.node),
            message: `Another \`${model}\` may have been created since it was looked for`,
            flow: [step(file, look, 'looked for here'), step(file, create.node, 'created here')],
          });
      }
    }
  },
});

interface LookFor {
  readonly model: string;
  readonly look: PyNode;
}

/** Where a condition asks whether there is one, or `DoesNotExist` says that there is none. */
function looksIn({ calls, nodes }: PyScope, textOf: (node: PyNode) => string): LookFor[] {
  const asked = calls.flatMap(({ name, node }): LookFor[] => {
    const model =
      /^(\w+)\.objects\.filter\b.*\.exists$/s.exec(name)?.[1] ??
      /^(\w+)\.query\.filter(?:_by)?\b.*\.first$/s.exec(name)?.[1] ??
      /\.query\((\w+)\)\.filter(?:_by)?\b.*\.first$/s.exec(name)?.[1];
    const holder = around(node, 'if_statement', 'block');
    return model !== undefined && holder?.type === 'if_statement' ? [{ model, look: node }] : [];
  });
  const missed = nodes.flatMap((node): LookFor[] => {
    const model =
      node.type === 'except_clause'
        ? /^except\s+\(?(\w+)\.DoesNotExist\b/.exec(textOf(node))?.[1]
        : undefined;
    // The clause itself holds what is created.
    return model === undefined ? [] : [{ model, look: { ...node, end: node.start } }];
  });
  return [...asked, ...missed];
}

function creates(
  { name, arguments: given }: PyCall,
  model: string,
  { nodes }: PyScope,
  textOf: (node: PyNode) => string,
): boolean {
  if (name === `${model}.objects.create`) return true;
  const [first] = given;
  if (/(^|\.)session\.add$/.test(name) && first) return isNew(first, model, nodes, textOf);
  const saved = /^(\w+)\.save$/.exec(name)?.[1];
  return (
    saved !== undefined &&
    nodes.some((node) => node.type === 'assignment' && makes(textOf(node), saved, model))
  );
}

function isNew(
  given: PyNode,
  model: string,
  nodes: readonly PyNode[],
  textOf: (node: PyNode) => string,
): boolean {
  const text = textOf(given);
  if (text.startsWith(`${model}(`)) return true;
  return nodes.some((node) => node.type === 'assignment' && makes(textOf(node), text, model));
}

/** `name = Model(…)`. */
const makes = (assignment: string, name: string, model: string): boolean =>
  assignment.startsWith(`${name} = ${model}(`) || assignment.startsWith(`${name}=${model}(`);
