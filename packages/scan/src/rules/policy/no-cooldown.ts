import { projectRule } from '../../engine/rule.ts';
import { at, itemsOf, textOf, yamlDocuments } from '../../yaml/yaml.ts';
import { repositoryWith } from './examples.ts';
import { dependabotFile, renovateFile } from './update-bot.ts';

const update = (more = '') => `version: 2\nupdates:\n  - package-ecosystem: npm\n    directory: /\n${more}`;
const fewestDays = 7;

export const noCooldown = projectRule({
  id: 'policy/no-cooldown',
  title: 'Updates on the day they come out',
  severity: 'low',
  confidence: 'likely',
  weakness: ['CWE-829'],
  kind: 'security',
  what: 'Dependabot has no `cooldown` of at least seven days, or Renovate no `minimumReleaseAge`.',
  why: 'Poisoned versions are found within days; without a pause the bot proposes them within hours.',
  fix: 'Add `cooldown: {default-days: 7}` (Renovate: `"minimumReleaseAge": "7 days"`).',
  aliases: ['dependabot-cooldown'],
  bad: [
    repositoryWith({ '.github/dependabot.yml': update() }),
    repositoryWith({ '.github/dependabot.yml': update('    cooldown: {default-days: 1}\n') }),
    repositoryWith({ 'renovate.json': '{"extends": ["config:recommended"]}\n' }),
  ],
  good: [
    repositoryWith({ '.github/dependabot.yml': update('    cooldown: {default-days: 7}\n') }),
    repositoryWith({ 'renovate.json': '{"minimumReleaseAge": "7 days"}\n' }),
  ],
  references: [
    'https://docs.github.com/code-security/dependabot/working-with-dependabot/dependabot-options-reference#cooldown-',
  ],
  checkProject(project, report) {
    const dependabot = dependabotFile(project);
    for (const root of dependabot ? yamlDocuments(dependabot.text) : [])
      for (const entry of itemsOf(at(root, 'updates'))) {
        const ecosystem = at(entry, 'package-ecosystem');
        const days = Number(textOf(at(entry, 'cooldown', 'default-days')) ?? 0);
        if (dependabot && ecosystem && !(days >= fewestDays))
          report(dependabot, {
            start: ecosystem.start,
            end: ecosystem.end,
            message: `\`${textOf(ecosystem) ?? ''}\` is renewed ${days > 0 ? `after ${days} days` : 'at once'}`,
          });
      }
    const renovate = renovateFile(project);
    if (renovate && !/minimumReleaseAge|stabilityDays|security:minimumReleaseAge/.test(renovate.text))
      report(renovate, {
        start: 0,
        end: renovate.line(1).length,
        message: 'Updates are proposed at once',
        confidence: 'review',
        identity: 'renovate',
      });
  },
});
