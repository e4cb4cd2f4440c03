import { projectRule } from '../../engine/rule.ts';
import { at, itemsOf, textOf, yamlFile } from '../../yaml/yaml.ts';
import { repositoryWith } from './examples.ts';
import { dependabotFile, renovateFile } from './update-bot.ts';

const update = (more = '') => `version: 2\nupdates:\n  - package-ecosystem: npm\n    directory: /\n${more}`;
const fewestDays = 7;

export const noCooldown = projectRule({
  id: 'policy/no-cooldown',
  title: 'Updates on the day they come out',
  severity: 'low',
  confidence: 'review',
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
    for (const root of dependabot ? dependabot.tree(yamlFile) : [])
      for (const entry of itemsOf(at(root, 'updates'))) {
        const ecosystem = at(entry, 'package-ecosystem');
        const cooldown = at(entry, 'cooldown');
        const days = Number(textOf(at(cooldown, 'default-days')) ?? 0);
        const place = at(cooldown, 'default-days') ?? cooldown ?? ecosystem;
        if (dependabot && ecosystem && place && !(days >= fewestDays))
          report(dependabot, {
            start: place.start,
            end: place.end,
            // Entries of one ecosystem are told apart by their folder.
            identity: `${textOf(ecosystem) ?? ''} ${textOf(at(entry, 'directory')) ?? place.start}`,
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
