import { projectRule } from '../../engine/rule.ts';
import { lockedFiles } from './locked-packages.ts';

export const freshRelease = projectRule({
  id: 'package/fresh-release',
  title: 'Locked version that was just published',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-1357'],
  kind: 'security',
  what: 'A version in the lockfile was published fewer days ago than `minReleaseAgeDays` (3 when left out) allows.',
  why: 'Taken-over packages are mostly found and removed within a day; who waits never installs them.',
  fix: 'Go back to the version before, or wait; let the package manager do so (`package/no-release-age` says how).',
  bad: [
    {
      'uv.lock':
        '[[package]]\nname = "a"\nversion = "1.0"\nsource = { registry = "https://pypi.org/simple" }\nwheels = [\n    { url = "https://files.pythonhosted.org/a-1.0.whl", hash = "sha256:a", upload-time = "2026-06-30T08:00:00Z" },\n]\n',
    },
    {
      'pnpm-lock.yaml':
        "lockfileVersion: '9.0'\npackages:\n  ms@2.1.3:\n    resolution: {integrity: sha512-a}\ntime:\n  ms@2.1.3: '2026-06-29T12:00:00.000Z'\n",
    },
  ],
  good: [
    {
      'uv.lock':
        '[[package]]\nname = "a"\nversion = "1.0"\nsource = { registry = "https://pypi.org/simple" }\nsdist = { url = "https://files.pythonhosted.org/a-1.0.tar.gz", hash = "sha256:a", upload-time = "2026-06-01T08:00:00Z" }\nwheels = [\n    { url = "https://files.pythonhosted.org/a-1.0-more.whl", hash = "sha256:a", upload-time = "2026-06-30T08:00:00Z" },\n]\n',
    },
    {
      'bugheist.config.json': '{"minReleaseAgeDays": 0}',
      'pnpm-lock.yaml':
        "lockfileVersion: '9.0'\npackages:\n  ms@2.1.3:\n    resolution: {integrity: sha512-a}\ntime:\n  ms@2.1.3: '2026-06-29T12:00:00.000Z'\n",
    },
  ],
  references: [
    'https://docs.astral.sh/uv/concepts/resolution/#lockfile',
    'https://pnpm.io/settings#resolutionmode',
  ],
  checkProject(project, report) {
    const { minReleaseAgeDays, now } = project.settings;
    for (const { file, lock } of lockedFiles(project))
      for (const { name, version, published, start, end } of lock.packages) {
        const days =
          published === undefined ? Infinity : (now.getTime() - Date.parse(published)) / 86_400_000;
        if (days < minReleaseAgeDays)
          report(file, {
            start,
            end,
            message: `\`${name}\` ${version ?? ''} was published on ${published?.slice(0, 10)}`,
            identity: `${name}@${version ?? ''}`,
          });
      }
  },
});
