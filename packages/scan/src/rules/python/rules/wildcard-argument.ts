import { givenValue } from '../flow/call.ts';
import { example, pythonRule } from '../python-rule.ts';
import { isSubprocess, shells, withShell } from '../subprocess.ts';

export const wildcardArgument = pythonRule({
  id: 'python/wildcard-argument',
  title: 'Wildcard that file names can turn into options',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-155'],
  kind: 'security',
  what: 'A shell command hands `*` to `tar`, `chown`, `chmod` or `rsync`.',
  why: 'A file called `--checkpoint-action=exec=sh x.sh` becomes an option of the program.',
  fix: 'Write `./*`, or end the options with `--`.',
  bad: [example('import os', 'os.system("tar cf backup.tar *")')],
  good: [example('import os', 'os.system("tar cf backup.tar ./*")')],
  words: /\b(tar|chown|chmod|rsync)\b[^"'\n]{0,200}\*/,
  calls: {
    '*': (call, look) => {
      const command = givenValue(call, 0, 'args').text;
      if (command === null || !(shells.test(call.name) || (isSubprocess(call) && withShell(call, look))))
        return;
      if (/\b(tar|chown|chmod|rsync)\b(?![^;|&]*\s--\s)[^;|&]*\s\*/.test(command))
        look.report(call.node, { message: 'File names in the folder are read as options here' });
    },
  },
});
