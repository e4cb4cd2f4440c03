import { fileRule } from '../../engine/rule.ts';
import { registrySettings, type Setting } from './registry-settings.ts';

export const certificatesUnchecked = fileRule({
  id: 'package/certificates-unchecked',
  title: 'Package manager that checks no certificates',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-295'],
  kind: 'security',
  what: 'A package manager is told to accept any certificate, or plain HTTP, from a registry.',
  why: 'Then HTTPS keeps nobody out: whoever stands in between can be the registry.',
  fix: 'Remove the setting. For a registry with a certificate of your own, name its authority: `cafile`, `cert`, `httpsCaFilePath`.',
  bad: [
    { '.npmrc': 'strict-ssl=false\n' },
    { '.yarnrc.yml': 'enableStrictSsl: false\n' },
    { '.yarnrc.yml': 'unsafeHttpWhitelist:\n  - npm.acme.example\n' },
    { 'pip.conf': '[global]\ntrusted-host = pypi.acme.example\n' },
    { 'requirements.txt': '--trusted-host pypi.acme.example\nflask==3.0\n' },
    { 'uv.toml': 'allow-insecure-host = ["pypi.acme.example"]\n' },
  ],
  good: [
    { '.npmrc': 'strict-ssl=true\ncafile=./acme.pem\n' },
    { '.yarnrc.yml': 'enableStrictSsl: true\nunsafeHttpWhitelist:\n  - localhost\n' },
    { 'pip.conf': '[global]\ncert = /etc/ssl/acme.pem\n; trusted-host = pypi.acme.example\n' },
  ],
  wants: ['package-config', 'manifest'],
  check(file, report) {
    for (const one of file.tree(registrySettings)) {
      const message = complaintOf(one);
      if (message !== null) report({ start: one.start, end: one.end, message });
    }
  },
});

function complaintOf({ key, value }: Setting): string | null {
  const isLocal = /^(localhost|127\.0\.0\.1|\[?::1\]?)(:\d+)?$/.test(value);
  if (/^(strict-ssl|enableStrictSsl)$/.test(key) && value === 'false')
    return `\`${key}\` is off: any certificate of a registry is accepted`;
  if (/^(trusted-host|allow-insecure-host)$/.test(key) && value !== '' && !isLocal)
    return `\`${value}\` is trusted without a valid certificate`;
  return key === 'unsafeHttpWhitelist' && !isLocal
    ? `packages may come from \`${value}\` over plain HTTP`
    : null;
}
