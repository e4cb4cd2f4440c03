import { token } from '../kind.ts';
import type { SecretRule } from '../secret-rule.ts';
import { anyOf, base64, hex, lower, mixed, shape, url, urlEquals, word } from '../shape.ts';

const github = 'at github.com/settings/tokens';
const githubFormats = [
  'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github',
];
const gitlab = "in GitLab's settings, access tokens";
const gitlabFormats = ['https://docs.gitlab.com/security/tokens/'];

const githubToken = (name: string, title: string, ...prefixes: readonly [string, ...string[]]): SecretRule =>
  token({
    name,
    title,
    marks: prefixes,
    shape: shape(anyOf(...prefixes), mixed(36, 255)),
    revoke: github,
    references: githubFormats,
  });

/** What stands behind a routable token: the length of its payload and a check sum, in older ones without a dot between. */
const routed = { ...shape('.', lower(2), '.', lower(9)), source: '\\.[0-9a-z]{2}\\.?[0-9a-z]{7,9}' };

/** GitLab's tokens: a prefix, then 20 to 64 characters. */
const gitlabToken = (
  name: string,
  title: string,
  prefix: string,
  length: number,
  longest?: number,
): SecretRule =>
  token({
    name,
    title,
    marks: [prefix],
    shape: shape(prefix, url(length, longest)),
    revoke: gitlab,
    references: gitlabFormats,
  });

export const sourceHosting: readonly SecretRule[] = [
  githubToken('github-token', 'GitHub personal access token', 'ghp_'),
  githubToken('github-oauth-token', 'GitHub OAuth access token', 'gho_'),
  githubToken('github-app-token', 'GitHub App token', 'ghu_', 'ghs_'),
  githubToken('github-refresh-token', 'GitHub refresh token', 'ghr_'),
  token({
    name: 'github-fine-grained-token',
    title: 'GitHub fine-grained personal access token',
    marks: ['github_pat_'],
    shape: shape('github_pat_', word(82)),
    revoke: github,
    references: githubFormats,
  }),
  token({
    name: 'gitlab-routable-token',
    title: 'GitLab personal access token (routable)',
    marks: ['glpat-'],
    shape: shape('glpat-', url(27, 300), routed),
    revoke: gitlab,
    references: gitlabFormats,
  }),
  gitlabToken('gitlab-token', 'GitLab personal access token', 'glpat-', 20, 22),
  token({
    name: 'gitlab-runner-routable-token',
    title: 'GitLab runner authentication token (routable)',
    marks: ['glrt-t'],
    shape: shape({ ...shape('glrt-t1_'), source: 'glrt-t\\d_' }, url(27, 300), routed),
    revoke: gitlab,
    references: gitlabFormats,
  }),
  token({
    name: 'gitlab-runner-token',
    title: 'GitLab runner authentication token',
    marks: ['glrt-'],
    shape: shape('glrt-', url(20, 30)),
    revoke: gitlab,
    references: gitlabFormats,
  }),
  token({
    name: 'gitlab-runner-registration-token',
    title: 'GitLab runner registration token',
    marks: ['gr1348941'],
    shape: shape('GR1348941', url(20)),
    revoke: gitlab,
    references: gitlabFormats,
  }),
  gitlabToken('gitlab-job-token', 'GitLab CI/CD job token', 'glcbt-', 20, 40),
  gitlabToken('gitlab-deploy-token', 'GitLab deploy token', 'gldt-', 20, 22),
  gitlabToken('gitlab-feature-flag-token', 'GitLab feature flag client token', 'glffct-', 20, 22),
  gitlabToken('gitlab-feed-token', 'GitLab feed token', 'glft-', 20, 22),
  gitlabToken('gitlab-incoming-mail-token', 'GitLab incoming mail token', 'glimt-', 25),
  gitlabToken('gitlab-agent-token', 'GitLab agent for Kubernetes token', 'glagent-', 50),
  gitlabToken('gitlab-oauth-secret', 'GitLab OAuth application secret', 'gloas-', 64),
  gitlabToken('gitlab-scim-token', 'GitLab SCIM token', 'glsoat-', 20, 22),
  token({
    name: 'gitlab-trigger-token',
    title: 'GitLab pipeline trigger token',
    marks: ['glptt-'],
    shape: shape('glptt-', hex(40)),
    revoke: gitlab,
    references: gitlabFormats,
  }),
  token({
    name: 'gitlab-session-cookie',
    title: 'GitLab session cookie',
    marks: ['_gitlab_session='],
    shape: shape('_gitlab_session=', lower(32)),
    revoke: 'by signing out of all sessions',
  }),
  token({
    name: 'bitbucket-app-password',
    title: 'Bitbucket app password',
    marks: ['atbb'],
    shape: shape('ATBB', mixed(24), base64(8)),
    minEntropy: 3.5,
    revoke: 'at bitbucket.org/account/settings/app-passwords',
  }),
  token({
    name: 'sourcegraph-token',
    title: 'Sourcegraph access token',
    marks: ['sgp_'],
    shape: shape(
      'sgp_',
      anyOf('local_', ''),
      { source: '(?:[0-9a-fA-F]{16}_)?', standIn: '', blank: '' },
      {
        ...hex(40),
        source: '[0-9a-fA-F]{40}',
      },
    ),
    minEntropy: 3,
    revoke: 'in Sourcegraph, user settings, access tokens',
  }),
  token({
    name: 'atlassian-token',
    title: 'Atlassian API token',
    marks: ['atatt3'],
    shape: shape('ATATT3', urlEquals(186)),
    revoke: 'at id.atlassian.com/manage-profile/security/api-tokens',
  }),
];
