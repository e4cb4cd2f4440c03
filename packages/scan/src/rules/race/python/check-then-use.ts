import { fileRule } from '../../../engine/rule.ts';
import { example } from '../../python/python-rule.ts';
import { around, childOf, childrenOf, type PyNode } from '../../python/syntax.ts';
import { step } from '../step.ts';
import { card, spanOf } from './card.ts';
import { type PyCall, pythonScopes, textIn } from './functions.ts';

const looking =
  /\bpath\.(l?exists|is\w+)\b|\bos\.(access|l?stat)\b|\.(exists|is_file|is_dir|is_symlink|lstat)\(\)/;
type TextOf = (node: PyNode) => string;

const checking =
  /^(os\.path\.(exists|lexists|isfile|isdir|islink)|path\.(exists|isfile|isdir|islink)|os\.(access|stat|lstat))$/;
const checkingPath = /\.(exists|is_file|is_dir|is_symlink|lstat)$/;
/** Looks that are about rights and links: after these reading matters too, for that is what they were for. */
const deciding = /^os\.access$|^(os\.)?path\.islink$|^os\.lstat$|\.(is_symlink|lstat)$/;

/** What harms when the path has become a link meanwhile, and which argument is written to. Making and removing only fail. */
const changing: readonly (readonly [name: RegExp, index: number])[] = [
  [/^(open|io\.open|codecs\.open|gzip\.open|os\.(open|chmod|chown|truncate)|shutil\.chown)$/, 0],
  [/^(os\.(rename|replace)|shutil\.(move|copy|copyfile|copy2|copytree))$/, 1],
];
const holders = ['if_statement', 'elif_clause', 'while_statement', 'function_definition'];
const changingPath = /\.(write_text|write_bytes|open|chmod|touch)$/;

export const checkThenUse = fileRule({
  ...card,
  id: 'race/python-check-then-use',
  title: 'File checked first and changed later',
  severity: 'medium',
  weakness: ['CWE-367'],
  what: '`os.path.exists`, `os.access`, `Path.exists` or their like look at a path, and what depends on the answer opens it for writing, copies over it or changes its owner; after `os.access` and a look for links, also what reads it.',
  why: 'Between the two somebody else puts a link or another file there: the program changes what they chose, or fails.',
  fix: 'Do it and handle the error: `open(path, "x")`, `except FileExistsError`.',
  bad: [
    example(
      'import os',
      'def save(path, text):',
      '    if not os.path.exists(path):',
      '        open(path, "w").write(text)',
    ),
    example(
      'def save(path, text):',
      '    if path.exists():',
      '        raise ValueError(path)',
      '    path.write_text(text)',
    ),
    example(
      'import os',
      'def show(path):',
      '    if os.access(path, os.R_OK):',
      '        return open(path).read()',
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
    example(
      'import os, shutil',
      'def keep(path, backup):',
      '    if os.path.exists(path):',
      '        shutil.copy(path, backup)',
    ),
  ],
  references: ['https://docs.python.org/3/library/os.html#os.access'],
  check(file, report) {
    if (!looking.test(file.text) || !/\bopen\(|\b(os|shutil)\.|\.(write_\w+|touch|chmod)\(/.test(file.text))
      return;
    const textOf = textIn(file);
    const told = new Set<PyNode>();
    for (const { calls } of file.tree(pythonScopes)) {
      for (const check of calls) {
        const path = checkedPath(check, textOf);
        if (path === null) continue;
        const branch = around(check.node, ...holders);
        const condition = branch?.type === 'if_statement' ? childOf(branch, 'condition') : null;
        if (!branch || !condition || check.node.start < condition.start || check.node.end > condition.end)
          continue;
        const end = reachOf(branch);
        const change = calls.find(
          (call) =>
            call.node.start > check.node.end &&
            call.node.end <= end &&
            pathOfUse(call, deciding.test(check.name), textOf) === path &&
            !isHarmlessPair(check, call),
        );
        if (!change || around(change.node, 'try_statement', 'function_definition')?.type === 'try_statement')
          continue;
        if (told.has(change.node)) continue;
        told.add(change.node);
        report({
          ...spanOf(change.node),
          message: `\`${path.slice(0, 60)}\` may be another file than the one that was checked`,
          flow: [step(file, check.node, 'checked here'), step(file, change.node, 'used here')],
        });
      }
    }
  },
});

/** The text of the path a call looks at, or null when it is no such look or the path is a literal. */
function checkedPath(call: PyCall, textOf: TextOf): string | null {
  const [first] = call.arguments;
  if (first && checking.test(call.name)) return first.type === 'string' ? null : textOf(first);
  // `user.posts.exists()` is a query; a path is a plain name.
  const receiver = /^((?:self\.)?\w+)\.\w+$/.exec(call.name)?.[1];
  return checkingPath.test(call.name) && call.arguments.length === 0 ? (receiver ?? null) : null;
}

/** A folder cannot be opened, and whoever asks for the mode before setting it asks for nothing else. */
const isHarmlessPair = (check: PyCall, use: PyCall): boolean =>
  (/is_?dir$/.test(check.name) && /(open|write_text|write_bytes)$/.test(use.name)) ||
  (/^os\.stat$/.test(check.name) && /chmod$/.test(use.name));

/** Up to where what is done depends on a condition: its branches, or the rest of the block when one of them leaves. */
function reachOf(branch: PyNode): number {
  const leaves = [childOf(branch, 'consequence'), ...childrenOf(branch, 'alternative')].some((part) =>
    /^(return|raise|continue|break)_statement$/.test(part?.children.at(-1)?.type ?? ''),
  );
  return leaves ? (branch.parent?.end ?? branch.end) : branch.end;
}

/** The path that a call writes to, or, after a deciding look, reads. */
function pathOfUse(call: PyCall, isDeciding: boolean, textOf: TextOf): string | null {
  const given = call.arguments.map(textOf);
  const writes = /["'][rbt+]*[wa][rbt+]*["']|O_CREAT(?!.*O_EXCL)|r\+/.test(given.join(', '));
  const isOpen = /open$/.test(call.name);
  for (const [name, index] of changing)
    if (name.test(call.name)) return isOpen && !writes && !isDeciding ? null : (given[index] ?? null);
  if (!changingPath.test(call.name) || (isOpen && !writes && !isDeciding)) return null;
  return call.name.slice(0, call.name.lastIndexOf('.'));
}
