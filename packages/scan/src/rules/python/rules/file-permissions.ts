import { modeOf } from '../file-mode.ts';
import { argument, type Call } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

export const filePermissions = pythonRule({
  id: 'python/file-permissions',
  title: 'File that everybody may change',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-276', 'CWE-732'],
  kind: 'security',
  what: '`os.chmod` and its like give write (or run) permission to everybody or to the group.',
  why: 'Any other program on the machine can put its own content there.',
  fix: 'Give others no more than they need: `0o600` or `0o640`, folders `0o700`.',
  aliases: ['B103', 'S103'],
  bad: [
    example('import os', 'os.chmod("/srv/run.sh", 0o777)'),
    example('import os, stat', 'os.chmod(path, stat.S_IRWXU | stat.S_IWOTH)'),
  ],
  good: [
    example('import os', 'os.chmod("/srv/key", 0o600)'),
    example('import os, stat', 'os.chmod(path, stat.S_IRUSR)'),
  ],
  words: /\b(chmod|fchmod|lchmod|umask)\b/,
  calls: {
    ...forEach(['chmod', 'fchmod', 'lchmod'], (call: Call, look: Look) => {
      const isPath = !/^os\./.test(call.name);
      if (isPath && !/Path\(\)\.chmod$|path\.chmod$/.test(call.name)) return;
      const given = argument(call, isPath ? 0 : 1, 'mode');
      const mode = given && modeOf(look.textOf(given.node));
      if (mode === null || (mode & 0o033) === 0) return;
      look.report(call.node, {
        ...((mode & 0o002) === 0 ? { confidence: 'review' as const, severity: 'low' as const } : {}),
        message: `${mode.toString(8)}: ${(mode & 0o002) === 0 ? 'more than the owner may change or run it' : 'everybody may change it'}`,
      });
    }),
    umask(call, look) {
      const given = argument(call, 0);
      // `before = os.umask(0)` is how the present one is asked for.
      if (call.node.parent?.type === 'assignment') return;
      if (call.name === 'os.umask' && given && modeOf(look.textOf(given.node)) === 0)
        look.report(call.node, { message: 'New files can be changed by everybody' });
    },
  },
});
