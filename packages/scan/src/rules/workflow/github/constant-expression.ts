import { stepsWith } from '../examples.ts';
import { constantOf } from '../expression/constant.ts';
import { partsOf } from '../expression/flow.ts';
import type { Term } from '../expression/syntax.ts';
import { expressionsOf } from '../expressions.ts';
import { workflowRule } from '../workflow-rule.ts';

export const constantExpression = workflowRule({
  id: 'workflow/constant-expression',
  title: 'Expression that says the same in every run',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-1164'],
  what: 'An expression, or a part of one, computes its value from nothing but written-out values: `format(…)`, `fromJSON(toJSON(…))`, `true || …`.',
  why: 'What is run is hidden from whoever reads it and from tools; and a condition that never changes is a guard that somebody believes in.',
  fix: 'Write the value itself.',
  aliases: ['obfuscation'],
  bad: [
    stepsWith(`- run: \${{ format('{0}{1}', 'cu', 'rl') }} example.org`),
    stepsWith("- if: github.ref == 'x' || 1 == 1", '  run: deploy'),
    stepsWith(`- run: echo \${{ fromJSON(toJSON(github.sha)) }}`),
    stepsWith(`- if: \${{ true }}`, '  run: deploy'),
  ],
  good: [
    stepsWith("- if: github.ref == 'x' || github.ref == 'y'", '  run: deploy', '- if: false'),
    stepsWith(`- run: echo '\${{ '{{' }} .Names }}' \${{ format('{0}-x', github.sha) }}`),
  ],
  references: ['https://docs.github.com/actions/reference/workflows-and-actions/expressions'],
  find(_, report, file) {
    for (const { term, ...place } of expressionsOf(file)) {
      const computed = partsOf(term).find(isNeedless);
      if (computed) report(place, messageOf(computed));
      else if (isBareValue(term) && file.text.startsWith('${{', place.start))
        report(place, 'It is no more than what it says');
    }
  },
});

/** A brace or dollar sign is written as a text so that nothing else reads it. */
const isBareValue = (term: Term): boolean =>
  term.kind === 'constant' && !/[{}$]/.test(String(term.value ?? ''));

/** Is there no reason to compute it? */
const isNeedless = (term: Term): boolean =>
  (term.kind !== 'constant' && constantOf(term) !== undefined && !hasContext(term)) || isRoundTrip(term);

const hasContext = (term: Term): boolean => partsOf(term).some(({ kind }) => kind === 'context');

/** `fromJSON(toJSON(x))` is x. */
const isRoundTrip = (term: Term): boolean => {
  const [inner] = term.kind === 'call' && term.name === 'fromjson' ? term.args : [];
  return inner?.kind === 'call' && inner.name === 'tojson';
};

function messageOf(term: Term): string {
  const value = constantOf(term);
  return value === undefined
    ? 'It is turned into text and back'
    : `Part of it is always \`${String(value)}\``;
}
