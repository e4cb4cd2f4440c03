import { sha, stepsWith } from '../examples.ts';
import { actionOf, stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

/** Owners whose actions are used most; a name one letter off is a trap more often than a coincidence. */
const known = [
  'actions',
  'github',
  'docker',
  'azure',
  'aws-actions',
  'google-github-actions',
  'hashicorp',
  'softprops',
  'codecov',
  'sonarsource',
  'peter-evans',
  'peaceiris',
  'dtolnay',
  'astral-sh',
  'goreleaser',
  'golangci',
  'gradle',
  'shivammathur',
  'ruby',
  'pypa',
  'dependabot',
  'renovatebot',
  'tj-actions',
  'dorny',
  'crazy-max',
  'sigstore',
  'anchore',
  'aquasecurity',
  'snyk',
  'cypress-io',
  'microsoft',
  'pnpm',
  'swatinem',
  'taiki-e',
  'step-security',
  'ossf',
];

export const lookalikeAction = workflowRule({
  id: 'workflow/lookalike-action',
  title: 'Action of an owner whose name is nearly another',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-1357', 'CWE-829'],
  what: 'The owner of an action differs in one letter from a well-known one.',
  why: 'Whoever registered it waits for the typing error; their code runs with your secrets.',
  fix: 'Write the name as it was meant.',
  aliases: ['typosquat-uses'],
  bad: [stepsWith(`- uses: action/checkout@${sha}`), stepsWith(`- uses: dokcer/login-action@${sha}`)],
  good: [stepsWith(`- uses: actions/checkout@${sha}`), stepsWith(`- uses: somebody/checkout@${sha}`)],
  find(workflow, report) {
    const all = [...stepsOf(workflow), ...workflow.jobs];
    for (const { uses } of all) {
      const [owner = ''] = actionOf(uses).split('/');
      if (!/^[a-z0-9-]{4,39}$/.test(owner) || known.includes(owner)) continue;
      const meant = known.find((name) => name.length >= 5 && isOneOff(owner, name));
      if (meant !== undefined) report(uses, `\`${owner}\` is nearly \`${meant}\``);
    }
  },
});

/** One letter left out, put in, changed, or two neighbours swapped. */
function isOneOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (a.length !== b.length) return a.length > b.length ? restA.slice(1) === restB : restB.slice(1) === restA;
  if (restA.slice(1) === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}
