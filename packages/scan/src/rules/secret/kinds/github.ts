import { sample } from '../sample.ts';
import type { SecretRule } from '../secret-rule.ts';

const example = (prefix: string) => ({ 'deploy.sh': `export GH_TOKEN=${prefix}${sample('mixed', 36)}\n` });

export const githubSecrets: readonly SecretRule[] = [
  {
    id: 'secret/github-token',
    title: 'GitHub personal access token',
    severity: 'critical',
    confidence: 'certain',
    weakness: ['CWE-798'],
    kind: 'security',
    what: 'A GitHub personal access token (`ghp_…`) stands in a file.',
    why: "Whoever reads the file can act as the token's owner: read private code, push commits, change settings.",
    fix: 'Revoke it at github.com/settings/tokens, then read the new one from the environment or a secret store.',
    keywords: ['ghp_'],
    pattern: /\b(ghp_[0-9A-Za-z]{36})\b/g,
    minEntropy: 3,
    bad: [example('ghp_')],
    good: [{ 'deploy.sh': `export GH_TOKEN=ghp_${'x'.repeat(36)}\n` }],
    references: [
      'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github',
    ],
  },
];
