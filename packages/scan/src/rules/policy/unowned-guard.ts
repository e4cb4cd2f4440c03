import { projectRule } from '../../engine/rule.ts';
import { repositoryWith } from './examples.ts';
import { ownerOf, ownersFile, ownershipsOf } from './owners.ts';
import { nowhere } from './repository.ts';

export const unownedGuard = projectRule({
  id: 'policy/unowned-guard',
  title: 'Workflows that anybody may approve',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-862'],
  kind: 'security',
  what: '`CODEOWNERS` leaves the workflows, or itself, without an owner.',
  why: 'Whoever changes these decides about secrets and releases, and about who must approve the next change.',
  fix: 'End the file with `/.github/ @owner @owner`.',
  bad: [
    repositoryWith({ '.github/CODEOWNERS': '/src/ @ann @bob\n' }),
    repositoryWith({ '.github/CODEOWNERS': '* @ann @bob\n/.github/\n' }),
  ],
  good: [
    repositoryWith({ '.github/CODEOWNERS': '* @ann @bob\n' }),
    repositoryWith({ '.github/CODEOWNERS': '.github @ann @bob\n' }),
  ],
  references: [
    'https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-and-branch-protection',
  ],
  checkProject(project, report) {
    const file = project.whole ? ownersFile(project) : null;
    if (!file) return;
    const ownerships = ownershipsOf(file);
    const workflow = project.paths.find((path) => /^\.github\/workflows\/|^\.gitlab-ci/.test(path));
    for (const path of [workflow, file.path]) {
      const owner = path === undefined ? null : ownerOf(ownerships, path);
      if (path !== undefined && (owner?.owners.length ?? 0) === 0)
        report(file, {
          ...(owner ? { start: owner.start, end: owner.end } : nowhere),
          message: `\`${path}\` has no owner`,
          identity: path,
        });
    }
  },
});
