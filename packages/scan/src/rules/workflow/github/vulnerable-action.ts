import { satisfies } from '../action-version.ts';
import { sha, stepsWith } from '../examples.ts';
import { versionOf } from '../version.ts';
import { actionOf, stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

interface Advisory {
  readonly action: string;
  readonly before: string;
  readonly from?: string;
  readonly id: string;
  /** Commits that tags led to while they were hostile; a version that is pinned to another commit was never that. */
  readonly commits?: readonly string[];
}

/** Actions that were vulnerable or taken over. Source: GitHub advisory database, ecosystem `actions`. */
const advisories: readonly Advisory[] = [
  {
    action: 'tj-actions/changed-files',
    before: '46.0.1',
    id: 'CVE-2025-30066',
    commits: ['0e58ed8671d6b60d0890c21b07f8835ace038e67'],
  },
  { action: 'tj-actions/changed-files', before: '41.0.0', id: 'CVE-2023-51664' },
  {
    action: 'aquasecurity/trivy-action',
    before: '0.35.0',
    id: 'CVE-2026-33634',
    commits: ['ddb9da4475c1cef7d5389062bdfdfbdbd1394648', '19851bef764b57ff95b35e66589f31949eeb229d'],
  },
  {
    action: 'aquasecurity/setup-trivy',
    before: '0.2.6',
    id: 'CVE-2026-33634',
    commits: ['e6c2c5e321ed9123bda567646e2f96565e34abe1'],
  },
  { action: 'shivammathur/setup-php', before: '2.37.1', id: 'GHSA-pqwm-q9pv-ph8r' },
  { action: 'tj-actions/branch-names', before: '9.0.0', id: 'CVE-2025-54416' },
  { action: 'tj-actions/verify-changed-files', before: '17.0.0', id: 'CVE-2023-52137' },
  { action: 'actions/download-artifact', from: '4.0.0', before: '4.1.3', id: 'CVE-2024-42471' },
  { action: 'dawidd6/action-download-artifact', before: '6.0.0', id: 'GHSA-5xr6-xhww-33m4' },
  { action: 'rlespinasse/github-slug-action', from: '4.0.0', before: '4.4.1', id: 'CVE-2023-27581' },
  { action: 'atlassian/gajira-create', before: '2.0.1', id: 'CVE-2020-14188' },
  { action: 'atlassian/gajira-comment', before: '2.0.2', id: 'CVE-2020-14189' },
  { action: 'hashicorp/vault-action', before: '2.2.0', id: 'CVE-2021-32074' },
  { action: 'check-spelling/check-spelling', before: '0.0.19', id: 'CVE-2021-32724' },
  { action: 'step-security/harden-runner', before: '2.12.0', id: 'CVE-2025-32955' },
  {
    action: 'reviewdog/action-setup',
    before: '1.0.0',
    id: 'CVE-2025-30154',
    commits: ['f0d342d24037bb11d26b9bd8496e0808ba32e9ec'],
  },
  { action: 'sonarsource/sonarqube-scan-action', from: '4.0.0', before: '6.0.0', id: 'CVE-2025-59844' },
  { action: 'lycheeverse/lychee-action', before: '2.0.2', id: 'CVE-2024-48908' },
  { action: 'canonical/get-workflow-version-action', before: '1.0.1', id: 'CVE-2025-31479' },
  { action: 'bullfrogsec/bullfrog', before: '0.8.4', id: 'CVE-2025-47775' },
  { action: 'kartverket/github-workflows', before: '2.7.5', id: 'CVE-2022-39326' },
  { action: 'some-natalie/ghas-to-csv', before: '1.0.0', id: 'CVE-2022-39217' },
];

export const vulnerableAction = workflowRule({
  id: 'workflow/vulnerable-action',
  title: 'Action with a known hole',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-1395'],
  what: 'A step uses a version of an action that is known to be vulnerable or was taken over.',
  why: 'Its hole is public; with it strangers run code in your job, or the action itself sends your secrets away.',
  fix: 'Move to a version after the fix, pinned to its commit.',
  aliases: ['known-vulnerable-actions'],
  bad: [
    stepsWith('- uses: tj-actions/changed-files@v35'),
    stepsWith('- uses: actions/download-artifact@v4.1.0'),
    stepsWith(`- uses: actions/download-artifact@${sha} # v4.1.0`),
  ],
  good: [
    stepsWith('- uses: tj-actions/changed-files@v46'),
    stepsWith('- uses: actions/download-artifact@v4'),
    stepsWith(`- uses: aquasecurity/trivy-action@${sha} # 0.28.0`),
  ],
  references: ['https://github.com/advisories?query=ecosystem%3Aactions'],
  find(workflow, report, file) {
    for (const { uses } of [...workflow.jobs, ...stepsOf(workflow)]) {
      const [, version = ''] = uses?.text.split('@') ?? [];
      const named = (uses && versionOf(uses, file)) ?? version;
      for (const { action, from, before, id, commits } of advisories) {
        if (!`${actionOf(uses)}/`.startsWith(`${action}/`)) continue;
        if (commits?.includes(version))
          report(uses, `This commit was put there by an attacker (${id})`, {
            severity: 'critical',
            confidence: 'certain',
          });
        else if (satisfies(commits ? version : named, from ?? '0.0.0', before))
          report(
            uses,
            commits
              ? `Tags like \`${named}\` led to hostile code (${id}): take ${before} or newer, by its commit`
              : `\`${action}\` ${named} has a known hole (${id}), mended in ${before}`,
            // They were moved back since: what it needs is a pin.
            commits ? { severity: 'medium' } : {},
          );
      }
    }
  },
});
