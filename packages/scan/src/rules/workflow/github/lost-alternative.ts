import { stepsWith } from '../examples.ts';
import { constantOf, isTruthy } from '../expression/constant.ts';
import { partsOf } from '../expression/flow.ts';
import type { Term } from '../expression/syntax.ts';
import { expressionsOf } from '../expressions.ts';
import { workflowRule } from '../workflow-rule.ts';

export const lostAlternative = workflowRule({
  id: 'workflow/lost-alternative',
  title: 'Choice that always falls through',
  severity: 'low',
  confidence: 'certain',
  weakness: ['CWE-480'],
  what: 'An expression chooses by `condition && value || other`, and the value is empty, 0 or false.',
  why: 'Such a value counts as false, so the other one is taken whatever the condition says: an option that should be off is on.',
  fix: 'Turn the condition round, or write `case(condition, value, other)`.',
  aliases: ['unsound-ternary'],
  bad: [stepsWith(`- run: deploy \${{ github.ref == 'main' && '' || '--dry-run' }}`)],
  good: [
    stepsWith(`- run: deploy \${{ github.ref != 'main' && '--dry-run' || '' }}`),
    stepsWith(`- run: deploy \${{ case(github.ref == 'main', '', '--dry-run') }}`),
  ],
  references: ['https://docs.github.com/actions/reference/workflows-and-actions/expressions#operators'],
  find(_, report, file) {
    for (const { term, ...place } of expressionsOf(file))
      if (partsOf(term).some(fallsThrough)) report(place, 'The first choice is never taken');
  },
});

function fallsThrough(term: Term): boolean {
  if (term.kind !== 'binary' || term.operator !== '||') return false;
  const { left } = term;
  const value = left.kind === 'binary' && left.operator === '&&' ? constantOf(left.right) : undefined;
  // `a && false || b` is how a part of a condition is switched off.
  return value !== undefined && value !== false && !isTruthy(value);
}
