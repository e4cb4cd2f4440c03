import { type FileRule, fileRule } from '../../engine/rule.ts';
import { around, childOf, type PyNode } from '../python/syntax.ts';
import { type PyCall, type PyScope, pythonScopes, textIn } from './python-functions.ts';
import { step } from './step.ts';

const example = (...lines: readonly string[]) => ({ 'app.py': `${lines.join('\n')}\n` });
const card = { confidence: 'review', kind: 'security', wants: ['python'] } as const;

const checking =
  /^(os\.path\.(exists|lexists|isfile|isdir|islink)|path\.(exists|isfile|isdir)|os\.(access|stat|lstat))$/;
/** What harms when the path has become a link meanwhile. Making and removing only fail. */
const changing =
  /^(open|io\.open|codecs\.open|os\.(open|chmod|chown|rename|replace)|shutil\.(move|copy|copyfile|copy2|chown))$/;
/** Something that keeps others out while it is held. */
const locked =
  /\b(lock|Lock|RLock|acquire|flock|lockf|FileLock|select_for_update|with_for_update|FOR UPDATE|for update|SERIALIZABLE|advisory_lock)\b/;

const checkThenUse = fileRule({
  ...card,
  id: 'race/python-check-then-use',
  title: 'File checked first and changed later',
  severity: 'medium',
  weakness: ['CWE-367'],
  what: '`os.path.exists`, `os.access` or `os.stat` looks at a path, and what depends on the answer opens it for writing, copies over it or changes its owner.',
  why: 'Between the two somebody else puts a link or another file there: the program changes what they chose, or fails.',
  fix: 'Do it and handle the error: `open(path, "x")`, `except FileExistsError`.',
  bad: [
    example(
      'import os',
      'def save(path, text):',
      '    if not os.path.exists(path):',
      '        open(path, "w").write(text)',
    ),
  ],
  good: [
    example('def save(path, text):', '    open(path, "x").write(text)'),
    example(
      'import os',
      'def read(path):',
      '    if os.path.exists(path):',
      '        return open(path).read()',
    ),
    example(
      'import os',
      'def make(path):',
      '    if not os.path.isdir(path):',
      '        os.makedirs(path, exist_ok=True)',
    ),
  ],
  check(file, report) {
    if (!/\bos\.(path\.(l?exists|is\w+)|access|l?stat)\b|\bpath\.exists\b/.test(file.text)) return;
    const textOf = textIn(file);
    for (const { calls } of file.tree(pythonScopes)) {
      for (const check of calls.filter(({ name }) => checking.test(name))) {
        const path = check.arguments[0];
        const branch = around(
          check.node,
          'if_statement',
          'elif_clause',
          'while_statement',
          'function_definition',
        );
        if (!path || path.type === 'string' || branch?.type !== 'if_statement') continue;
        const change = calls.find(
          (call) =>
            isChange(call, textOf) &&
            call.node.start > check.node.end &&
            call.node.end <= branch.end &&
            call.arguments[0] &&
            textOf(call.arguments[0]) === textOf(path),
        );
        if (!change || around(change.node, 'try_statement', 'function_definition')?.type === 'try_statement')
          continue;
        report({
          ...spanOf(change.node),
          message: `\`${textOf(path).slice(0, 60)}\` may be another file than the one that was checked`,
          flow: [step(file, check.node, 'checked here'), step(file, change.node, 'changed here')],
        });
      }
    }
  },
});

/** Reading what was there a moment ago harms nobody, and `x` makes the file itself. */
function isChange({ name, arguments: given }: PyCall, textOf: (node: PyNode) => string): boolean {
  if (!changing.test(name)) return false;
  return (
    !/open$/.test(name) || /["'][rbt+]*[wa][rbt+]*["']|O_CREAT(?!.*O_EXCL)/.test(given.map(textOf).join(', '))
  );
}

const loading =
  /(\.objects\.get|\.objects\.first|\.query\.(get|first|one|filter_by|filter)|session\.(get|query)|\.get_or_404|get_object_or_404|\.find_one)\b/;

const lostUpdate = fileRule({
  ...card,
  id: 'race/python-lost-update',
  title: 'Record read, changed and saved without a lock',
  severity: 'medium',
  weakness: ['CWE-362'],
  what: 'A record is loaded, one of its numbers is computed anew from itself, and the whole is saved, without a lock.',
  why: 'Two requests at once read the same number, and one of the changes is lost: money spent twice, stock sold twice.',
  fix: 'Let the database count (`update(balance=F("balance") - amount)`), or load with `select_for_update()` in a transaction.',
  bad: [
    example(
      'def pay(id, amount):',
      '    account = Account.objects.get(pk=id)',
      '    account.balance -= amount',
      '    account.save()',
    ),
  ],
  good: [
    example(
      'def pay(id, amount):',
      '    Account.objects.filter(pk=id).update(balance=F("balance") - amount)',
    ),
    example(
      'def pay(id, amount):',
      '    account = Account.objects.select_for_update().get(pk=id)',
      '    account.balance -= amount',
      '    account.save()',
    ),
    example(
      'def rename(id, name):',
      '    account = Account.objects.get(pk=id)',
      '    account.name = name',
      '    account.save()',
    ),
  ],
  references: [
    'https://docs.djangoproject.com/en/stable/ref/models/expressions/#avoiding-race-conditions-using-f',
  ],
  check(file, report) {
    if (!loading.test(file.text) || !/\.save\(|commit\(/.test(file.text)) return;
    const textOf = textIn(file);
    for (const scope of file.tree(pythonScopes)) {
      if (locked.test(textOf(scope.node)) && scope.node.parent) continue;
      for (const { record, load } of recordsIn(scope, textOf)) {
        const change = scope.nodes.find((node) => node.start > load.end && recomputes(node, record, textOf));
        const save =
          change && scope.calls.find(({ name, node }) => node.start > change.end && saves(name, record));
        if (!save) continue;
        report({
          ...spanOf(change),
          message: `\`${record}\` may have changed since it was loaded`,
          flow: [
            step(file, load, 'loaded here'),
            step(file, change, 'computed anew'),
            step(file, save.node, 'saved here'),
          ],
        });
      }
    }
  },
});

function recordsIn(scope: PyScope, textOf: (node: PyNode) => string): { record: string; load: PyNode }[] {
  return scope.nodes.flatMap((node) => {
    const left = node.type === 'assignment' ? childOf(node, 'left') : null;
    const right = node.type === 'assignment' ? childOf(node, 'right') : null;
    if (left?.type !== 'identifier' || !right || !loading.test(textOf(right))) return [];
    return [{ record: textOf(left), load: node }];
  });
}

/** `record.n -= x`, `record.n = record.n - x`. */
function recomputes(node: PyNode, record: string, textOf: (node: PyNode) => string): boolean {
  const left = childOf(node, 'left');
  if (!left || !textOf(left).startsWith(`${record}.`)) return false;
  if (node.type === 'augmented_assignment') return /[-+*/]=/.test(textOf(node));
  const right = node.type === 'assignment' ? childOf(node, 'right') : null;
  if (right?.type !== 'binary_operator') return false;
  const own = textOf(left).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(^|[^\\w.])${own}(?![\\w.])`).test(textOf(right));
}

const saves = (name: string, record: string): boolean =>
  name === `${record}.save` || /(^|\.)session\.commit$|^commit$/.test(name);

const unlockedGlobal = fileRule({
  ...card,
  id: 'race/python-unlocked-global',
  title: 'Global changed by several threads without a lock',
  severity: 'medium',
  weakness: ['CWE-362'],
  what: 'A function that is run in threads changes a global by `+=` or its like, without a lock.',
  why: 'The change is a read and a write; two threads in between lose one.',
  fix: 'Hold a `threading.Lock` around it, or give each thread its own result and add them up at the end.',
  bad: [
    example(
      'import threading',
      'count = 0',
      'def work():',
      '    global count',
      '    count += 1',
      'threading.Thread(target=work).start()',
    ),
  ],
  good: [
    example(
      'import threading',
      'count = 0',
      'lock = threading.Lock()',
      'def work():',
      '    global count',
      '    with lock:',
      '        count += 1',
      'threading.Thread(target=work).start()',
    ),
    example('count = 0', 'def work():', '    global count', '    count += 1', 'work()'),
  ],
  check(file, report) {
    if (!/\b(Thread|ThreadPoolExecutor|ThreadPool)\b/.test(file.text) || !/\bglobal\b/.test(file.text))
      return;
    const textOf = textIn(file);
    const threaded = new Set(
      [...file.text.matchAll(/\btarget\s*=\s*(\w+)|\.(?:submit|map|apply_async)\(\s*(\w+)/g)].map(
        ([, target, submitted]) => target ?? submitted,
      ),
    );
    for (const { node, nodes } of file.tree(pythonScopes)) {
      const name = childOf(node, 'name');
      if (!name || !threaded.has(textOf(name)) || locked.test(textOf(node))) continue;
      const globals = new Set(
        nodes
          .filter(({ type }) => type === 'global_statement')
          .flatMap(({ children }) => children.map(textOf)),
      );
      for (const change of nodes) {
        const left = change.type === 'augmented_assignment' ? childOf(change, 'left') : null;
        if (left && globals.has(textOf(left)))
          report({ ...spanOf(change), message: `\`${textOf(left)}\` is changed by several threads at once` });
      }
    }
  },
});

const checkThenCreate = fileRule({
  ...card,
  id: 'race/python-check-then-create',
  title: 'Record looked for first and created later',
  severity: 'low',
  weakness: ['CWE-362'],
  what: 'A record is created because a query before found none, without `get_or_create` or a lock.',
  why: 'Two requests at once both find none, and there are two.',
  fix: 'Put a unique constraint on the columns and use `get_or_create`, or catch `IntegrityError`.',
  bad: [
    example(
      'def join(name):',
      '    if not User.objects.filter(name=name).exists():',
      '        User.objects.create(name=name)',
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
  ],
  check(file, report) {
    if (!/\.exists\(\)/.test(file.text) || !/\.objects\.create\(/.test(file.text)) return;
    const textOf = textIn(file);
    for (const { node, calls } of file.tree(pythonScopes)) {
      if (node.parent && (locked.test(textOf(node)) || /IntegrityError/.test(textOf(node)))) continue;
      for (const check of calls) {
        const model = /^(\w+)\.objects\.filter\b/.exec(check.name)?.[1];
        if (model === undefined || !check.name.endsWith('.exists') || !node.parent) continue;
        const create = calls.find(
          ({ name, node: at }) => at.start > check.node.end && name === `${model}.objects.create`,
        );
        if (create)
          report({
            ...spanOf(create.node),
            message: `Another \`${model}\` may have been created since it was looked for`,
            flow: [step(file, check.node, 'looked for here'), step(file, create.node, 'created here')],
          });
      }
    }
  },
});

export const pythonRaceRules: readonly FileRule[] = [
  checkThenUse,
  lostUpdate,
  unlockedGlobal,
  checkThenCreate,
];

const spanOf = ({ start, end }: PyNode): { start: number; end: number } => ({ start, end });
