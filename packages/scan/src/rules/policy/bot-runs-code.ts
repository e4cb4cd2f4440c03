import { projectRule } from '../../engine/rule.ts';
import { at, itemsOf, textOf, yamlFile } from '../../yaml/yaml.ts';
import { repositoryWith } from './examples.ts';
import { dependabotFile } from './update-bot.ts';

const update = (more: string) =>
  `version: 2\nupdates:\n  - package-ecosystem: bundler\n    directory: /\n${more}`;

export const botRunsCode = projectRule({
  id: 'policy/bot-runs-code',
  title: 'Update bot that runs code of packages',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-829'],
  kind: 'security',
  what: 'Dependabot has `insecure-external-code-execution: allow`.',
  why: 'A poisoned version runs its code, with the credentials of your registries, before anybody has seen it.',
  fix: 'Take the line out.',
  aliases: ['dependabot-execution'],
  bad: [
    repositoryWith({ '.github/dependabot.yml': update('    insecure-external-code-execution: allow\n') }),
  ],
  good: [
    repositoryWith({ '.github/dependabot.yml': update('    insecure-external-code-execution: deny\n') }),
  ],
  references: [
    'https://docs.github.com/code-security/dependabot/working-with-dependabot/dependabot-options-reference#insecure-external-code-execution--',
  ],
  checkProject(project, report) {
    const file = dependabotFile(project);
    for (const root of file ? file.tree(yamlFile) : [])
      for (const entry of itemsOf(at(root, 'updates'))) {
        const setting = at(entry, 'insecure-external-code-execution');
        if (file && setting && textOf(setting) === 'allow')
          report(file, {
            start: setting.start,
            end: setting.end,
            message: 'Code of packages runs before anybody has seen it',
          });
      }
  },
});
