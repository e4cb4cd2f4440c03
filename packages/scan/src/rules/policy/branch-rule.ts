import { type ProjectRule, projectRule } from '../../engine/rule.ts';
import { type BranchRules, branchRulesOf } from './branch-rules.ts';

type BranchRule = Omit<ProjectRule, 'checkProject' | 'kind' | 'confidence' | 'references'> & {
  /** What is wrong, or null. Asked only of rules that are in force, unless it is about that. */
  wrong(rules: BranchRules): string | null;
};

/** A rule about exported branch rules; its place is the line that names the setting, or the first. */
export function branchRule({ wrong, ...card }: BranchRule): ProjectRule {
  return projectRule({
    ...card,
    kind: 'security',
    confidence: 'certain',
    references: [
      'https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets',
    ],
    checkProject(project, report) {
      for (const rules of branchRulesOf(project)) {
        const message = wrong(rules);
        if (message !== null)
          report(rules.file, { start: 0, end: rules.file.line(1).length, message, identity: card.id });
      }
    },
  });
}
