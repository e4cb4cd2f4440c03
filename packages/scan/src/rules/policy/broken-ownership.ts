import { projectRule } from '../../engine/rule.ts';
import { repositoryWith } from './examples.ts';
import { mistakesIn, ownersFile, ownersPaths } from './owners.ts';

const maxBytes = 3_000_000;

export const brokenOwnership = projectRule({
  id: 'policy/broken-ownership',
  title: 'Line of CODEOWNERS that counts for nothing',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-862'],
  kind: 'security',
  what: '`CODEOWNERS` has a line that the forge leaves out (`!`, `[ ]`, an owner without `@`), is larger than 3 MB, or stands where another one counts.',
  why: 'The paths it names have the owners of an earlier line, or none: whoever reads it believes in a review that nobody is asked for.',
  fix: 'Write each path as a pattern of its own, owners as `@user`, `@org/team` or an address, and keep one file.',
  bad: [
    repositoryWith({ CODEOWNERS: '* @ann @bob\n!docs/ @ann\n' }),
    repositoryWith({ '.github/CODEOWNERS': '* @ann @bob\n/src/ ann\n' }),
    repositoryWith({ '.github/CODEOWNERS': '* @ann @bob\n', CODEOWNERS: '* @eve @joe\n' }),
  ],
  good: [
    repositoryWith({ CODEOWNERS: '* @ann bob@example.org # both\n/docs/ @acme/writers\n' }),
    repositoryWith({ '.gitlab/CODEOWNERS': '[Code] @@developer\n*\n!*.lock\n' }),
  ],
  references: [
    'https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#syntax-exceptions',
  ],
  checkProject(project, report) {
    const file = project.whole ? ownersFile(project) : null;
    if (!file) return;
    for (const { start, end, why } of mistakesIn(file))
      report(file, { start, end, message: `${why}: the line is left out` });
    const first = { start: 0, end: file.line(1).length };
    if (file.text.length > maxBytes)
      report(file, { ...first, message: 'A file of more than 3 MB is not read', identity: 'size' });
    for (const path of ownersPaths) {
      const other = path === file.path ? null : project.file(path);
      if (other)
        report(other, {
          start: 0,
          end: other.line(1).length,
          message: `Only \`${file.path}\` counts`,
          severity: 'low',
          identity: 'second',
        });
    }
  },
});
