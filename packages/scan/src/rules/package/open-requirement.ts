import { fileRule } from '../../engine/rule.ts';
import { lockReader } from '../../lockfile/lock-reader.ts';

export const openRequirement = fileRule({
  id: 'package/open-requirement',
  title: 'Requirements without versions',
  severity: 'low',
  confidence: 'certain',
  weakness: ['CWE-1357'],
  kind: 'security',
  optional: true,
  what: 'A requirements file leaves the version of a package open.',
  why: 'Every install takes the newest release, including one that was taken over an hour ago.',
  fix: 'Pin every package with `==` and its hash: `pip-compile --generate-hashes` or `uv pip compile --generate-hashes` write them.',
  bad: [{ 'requirements.txt': 'flask==3.0.0\nrequests\n' }, { 'requirements.txt': 'django>=4\n' }],
  good: [
    { 'requirements.txt': 'flask==3.0.0\nrequests===2.32.0 ; python_version > "3"\n' },
    { 'requirements.in': 'flask\n' },
  ],
  wants: ['manifest'],
  check(file, report) {
    const lock = file.path.endsWith('.in') ? null : file.tree(lockReader);
    if (lock?.format !== 'requirements') return;
    for (const { name, version, origin, resolved, start, end } of lock.packages)
      if (version === null && origin === 'registry' && resolved === null)
        report({ start, end, message: `the version of \`${name}\` is open`, identity: name });
  },
});
