import { fileRule } from '../../engine/rule.ts';
import { lockReader } from '../../lockfile/lock-reader.ts';

export const installScript = fileRule({
  id: 'package/install-script',
  title: 'Package that runs a script when installed',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-829'],
  kind: 'security',
  optional: true,
  what: 'A locked package has an install script: it runs commands on every machine that installs it, build servers included.',
  why: 'Nearly all malware on npm runs in such a script. Most packages that have one work without it.',
  fix: 'Install with `ignore-scripts=true` and allow those that are needed by name (`allowScripts` of npm, `onlyBuiltDependencies` of pnpm).',
  bad: [
    {
      'package-lock.json':
        '{"lockfileVersion": 3, "packages": {"node_modules/x": {"version": "1.0.0", "integrity": "sha512-a", "hasInstallScript": true}}}',
    },
  ],
  good: [
    {
      'package-lock.json':
        '{"lockfileVersion": 3, "packages": {"node_modules/x": {"version": "1.0.0", "integrity": "sha512-a"}}}',
    },
  ],
  wants: ['lockfile'],
  check(file, report) {
    for (const { name, version, runsInstallScript, start, end } of file.tree(lockReader)?.packages ?? [])
      if (runsInstallScript)
        report({
          start,
          end,
          message: `\`${name}\` ${version ?? ''} runs a script when it is installed`,
          identity: name,
        });
  },
});
