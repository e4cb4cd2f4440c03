import { fileRule } from '../../engine/rule.ts';
import { lockReader } from '../../lockfile/lock-reader.ts';

export const unpinnedGit = fileRule({
  id: 'package/unpinned-git',
  title: 'Package from git without a commit',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-1357'],
  kind: 'security',
  what: 'A lockfile or a requirements file takes a package from a git repository by branch or tag, not by commit.',
  why: 'Branches and tags move: whoever may push there decides what you install next.',
  fix: 'Name the whole commit: `git+https://example.org/x.git@0123…` of forty digits.',
  bad: [
    { 'requirements.txt': 'x @ git+https://github.com/acme/x.git@main\n' },
    { 'requirements.txt': 'git+https://github.com/acme/x.git\n' },
    {
      'package-lock.json':
        '{"packages": {"node_modules/x": {"version": "1.0.0", "resolved": "git+ssh://git@github.com/acme/x.git#main"}}}',
    },
  ],
  good: [
    {
      'requirements.txt': 'x @ git+https://github.com/acme/x.git@0123456789abcdef0123456789abcdef01234567\n',
    },
    {
      'package-lock.json':
        '{"packages": {"node_modules/x": {"version": "1.0.0", "resolved": "git+ssh://git@github.com/acme/x.git#0123456789abcdef0123456789abcdef01234567"}}}',
    },
    {
      'yarn.lock':
        'x@acme/x:\n  version "1.0.0"\n  resolved "https://codeload.github.com/acme/x/tar.gz/0123456789abcdef0123456789abcdef01234567"\n',
    },
  ],
  wants: ['lockfile', 'manifest'],
  check(file, report) {
    const lock = file.tree(lockReader);
    for (const { name, origin, resolved, start, end } of lock?.packages ?? [])
      if (origin === 'git' && resolved !== null && !commit.test(resolved))
        report({
          start,
          end,
          message: `\`${name}\` comes from \`${resolved.slice(0, 120)}\`, whatever that is that day`,
          identity: name,
        });
    if (lock?.format !== 'requirements') return;
    for (const match of file.text.matchAll(/^(?:-e[ \t]{1,9})?(git\+[^\s#]{1,500})/gm))
      if (!commit.test(match[1] ?? ''))
        report({
          start: match.index,
          end: match.index + match[0].length,
          message: `\`${match[1]}\` names no commit: whatever is there that day is installed`,
        });
  },
});

/** SHA-1 or SHA-256; seven digits and more are as long as anybody writes a short one. */
const commit = /[@#=/:][0-9a-f]{7,64}($|[&?#)])/;
