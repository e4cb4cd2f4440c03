import { fileRule } from '../../engine/rule.ts';
import { registrySettings, type Setting } from './registry-settings.ts';

export const tokenInSettings = fileRule({
  id: 'package/token-in-settings',
  title: 'Registry password in the project',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-798'],
  kind: 'security',
  what: 'The settings of a package manager hold a token or a password of a registry, written out.',
  why: 'Everybody who can read the repository, and every copy of it, can publish or fetch in its name.',
  fix: `Take it from the environment, as \`\${NPM_TOKEN}\`, or from the settings in the home folder; and withdraw the one written here.`,
  bad: [
    { '.npmrc': '//npm.acme.example/:_authToken=winter-is-coming-again\n' },
    { '.npmrc': '//npm.acme.example/:_password=correcthorsebattery\n//npm.acme.example/:username=ci\n' },
    {
      '.yarnrc.yml': 'npmRegistries:\n  "//npm.acme.example":\n    npmAuthToken: winter-is-coming-again\n',
    },
    { 'pip.conf': '[global]\nindex-url = https://ci:winter-is-coming@pypi.acme.example/simple\n' },
    {
      'bunfig.toml':
        '[install.scopes]\nacme = { token = "winter-is-coming-again", url = "https://npm.acme.example" }\n',
    },
  ],
  good: [
    { '.npmrc': `//npm.acme.example/:_authToken=\${NPM_TOKEN}\nalways-auth=true\n` },
    { '.yarnrc.yml': `npmAuthToken: "\${NPM_TOKEN}"\n` },
    { 'pip.conf': `[global]\nindex-url = https://\${USER}:\${PASSWORD}@pypi.acme.example/simple\n` },
    {
      'bunfig.toml': '[install.scopes]\nacme = { token = "$npm_token", url = "https://npm.acme.example" }\n',
    },
    { '.npmrc': '//localhost:4873/:_authToken=fake\n' },
  ],
  wants: ['package-config', 'manifest'],
  check(file, report) {
    for (const one of file.tree(registrySettings)) {
      const secret = secretIn(one);
      if (secret !== null)
        report({
          start: one.start,
          end: one.end,
          message: `\`${one.key}\` holds a password or token of a registry`,
          evidence: one.key,
          secret,
        });
    }
  },
});

/** The forms that npm itself gives out are found by the rules for secrets. */
function secretIn({ tool, key, value }: Setting): string | null {
  const inAddress = /^https?:\/\/[^/:@]*:([^/@]+)@/.exec(value)?.[1];
  if (inAddress !== undefined) return isWrittenOut(inAddress) ? inAddress : null;
  const isSecret =
    /(^|[:.])(_authToken|_password|_auth|npmAuthToken|npmAuthIdent)$/.test(key) ||
    (tool === 'bun' && /\.(token|password)$/.test(key)) ||
    (tool === 'twine' && /\.password$/.test(key));
  const isLocal = /^\/\/(localhost|127\.0\.0\.1)[:/]/.test(key);
  return isSecret && !isLocal && !/^(npm_|pypi-)/.test(value) && isWrittenOut(value) ? value : null;
}

/** Not taken from elsewhere, and no stand-in. */
const isWrittenOut = (value: string): boolean =>
  value.length >= 8 && !/[$%{<]|^(your|my|xxx|token|password|changeme|example|dummy|fake|test)/i.test(value);
