import { projectRule } from '../../engine/rule.ts';
import { applications, lockAbove } from './application.ts';

export const missingLockfile = projectRule({
  id: 'package/missing-lockfile',
  title: 'Application without a lockfile',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-1357'],
  kind: 'security',
  what: 'An application asks for packages, but no lockfile says which versions, with which content.',
  why: 'Every install picks anew: nobody can repeat a build, and a release that was taken over an hour ago is in the next one.',
  fix: 'Commit the lockfile, and install with the command that obeys it: `npm ci`, `pnpm install --frozen-lockfile`, `uv sync --locked`.',
  bad: [
    { 'package.json': '{"private": true, "dependencies": {"express": "^5.0.0"}}' },
    {
      'pyproject.toml':
        '[tool.poetry]\nname = "shop"\n[tool.poetry.dependencies]\npython = "^3.12"\nflask = "^3.0"\n',
    },
    { 'go.mod': 'module example.org/shop\n\ngo 1.23\n\nrequire golang.org/x/net v0.30.0\n' },
  ],
  good: [
    {
      'package.json': '{"private": true, "dependencies": {"express": "^5.0.0"}}',
      'package-lock.json':
        '{"lockfileVersion": 3, "packages": {"": {"dependencies": {"express": "^5.0.0"}}, "node_modules/express": {"version": "5.0.0", "integrity": "sha512-a"}}}',
    },
    {
      'package.json':
        '{"name": "left-pad", "version": "1.0.0", "main": "index.js", "dependencies": {"a": "1"}}',
    },
    { 'package.json': '{"private": true, "type": "module"}' },
    { 'examples/app/package.json': '{"private": true, "dependencies": {"express": "^5.0.0"}}' },
    {
      'pyproject.toml':
        '[build-system]\nrequires = ["hatchling"]\n[project]\nname = "lib"\ndependencies = ["flask>=3"]\n[tool.uv]\ndev-dependencies = []\n',
    },
    { 'go.mod': 'module example.org/shop\n\ngo 1.23\n' },
  ],
  checkProject(project, report) {
    if (!project.whole) return;
    for (const application of applications(project)) {
      if (lockAbove(project, application) !== null) continue;
      const [first] = application.manifest.requests;
      if (first === undefined) continue;
      const message = 'no lockfile says which versions are installed';
      report(application.file, { start: first.start, end: first.end, message, identity: 'missing' });
    }
    for (const file of project.filesOf('manifest')) {
      if (!file.path.endsWith('go.mod') || project.has(file.path.replace(/mod$/, 'sum'))) continue;
      const required = /^(require\b|\t\S+ v\d)/m.exec(file.text);
      if (required && !/^(.*\/)?vendor\/|testdata\//.test(file.path))
        report(file, {
          start: required.index,
          end: required.index,
          message: 'there is no go.sum with the hashes of what is required',
          identity: 'missing',
        });
    }
  },
});
