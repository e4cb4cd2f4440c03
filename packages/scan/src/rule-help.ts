import type { RuleCard } from './engine/rule.ts';

export const helpText = ({ what, why, fix }: RuleCard): string => `${what}\n${why}\nFix: ${fix}`;

export const helpMarkdown = ({ what, why, fix, references }: RuleCard): string =>
  [what, `**Why:** ${why}`, `**Fix:** ${fix}`, ...(references ?? []).map((url) => `<${url}>`)].join('\n\n');
