import { fileRule } from '../../engine/rule.ts';
import { registrySettings, type Setting } from './registry-settings.ts';

export const integrityUnchecked = fileRule({
  id: 'package/integrity-unchecked',
  title: 'Package manager that keeps or checks no lock',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-353'],
  kind: 'security',
  what: 'A package manager is told not to write a lockfile, or not to compare packages with the hashes in it.',
  why: 'What is installed is then whatever the registry hands out that day; nothing would notice that it changed.',
  fix: 'Remove the setting, and commit the lockfile.',
  bad: [
    { '.npmrc': 'package-lock=false\n' },
    { '.npmrc': 'verify-store-integrity=false\n' },
    { '.yarnrc.yml': 'checksumBehavior: ignore\n' },
    { 'bunfig.toml': '[install.lockfile]\nsave = false\n' },
  ],
  good: [
    { '.npmrc': 'package-lock=true\n' },
    { '.yarnrc.yml': 'checksumBehavior: throw\n' },
    { 'bunfig.toml': '[install.lockfile]\nsave = true\n' },
  ],
  wants: ['package-config'],
  check(file, report) {
    for (const one of file.tree(registrySettings))
      if (isOff(one))
        report({
          start: one.start,
          end: one.end,
          message: `\`${one.key}\` is \`${one.value}\`: ${effectOf(one)}`,
        });
  },
});

const isOff = ({ key, value }: Setting): boolean =>
  (/^(package-lock|lockfile|verify-store-integrity|verifyStoreIntegrity|install\.lockfile\.save)$/.test(
    key,
  ) &&
    value === 'false') ||
  (key === 'checksumBehavior' && (value === 'ignore' || value === 'update'));

const effectOf = ({ key }: Setting): string =>
  /check|verify/i.test(key) ? 'changed packages go unnoticed' : 'no lockfile is written';
