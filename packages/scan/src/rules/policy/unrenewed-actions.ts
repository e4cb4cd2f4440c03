import { projectRule } from '../../engine/rule.ts';
import { at, itemsOf, textOf, yamlFile } from '../../yaml/yaml.ts';
import { repositoryWith } from './examples.ts';
import { dependabotFile, renovateFile } from './update-bot.ts';

const update = (ecosystem: string) =>
  `version: 2\nupdates:\n  - package-ecosystem: ${ecosystem}\n    directory: /\n    cooldown: {default-days: 7}\n`;

export const unrenewedActions = projectRule({
  id: 'policy/unrenewed-actions',
  title: 'Actions that no bot renews',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-1104'],
  kind: 'security',
  what: 'Dependabot renews packages, but not the actions of the workflows.',
  why: 'An action that is pinned, as it should be, keeps its holes until somebody thinks of it.',
  fix: 'Add an update with `package-ecosystem: github-actions`.',
  bad: [repositoryWith({ '.github/dependabot.yml': update('npm') })],
  good: [
    repositoryWith({ '.github/dependabot.yml': update('github-actions') }),
    repositoryWith({ '.github/dependabot.yml': update('npm'), 'renovate.json': '{}\n' }),
  ],
  references: [
    'https://docs.github.com/code-security/dependabot/working-with-dependabot/keeping-your-actions-up-to-date-with-dependabot',
  ],
  checkProject(project, report) {
    const file = dependabotFile(project);
    const hasWorkflows = project.paths.some((path) => path.startsWith('.github/workflows/'));
    if (!file || !hasWorkflows || renovateFile(project)) return;
    const updates = file.tree(yamlFile).flatMap((root) => itemsOf(at(root, 'updates')));
    const [first] = updates;
    if (first && !updates.some((one) => textOf(at(one, 'package-ecosystem')) === 'github-actions'))
      report(file, {
        start: first.start,
        end: first.start,
        message: 'Nothing renews the actions',
        identity: 'actions',
      });
  },
});
