import { fileRule } from '../../engine/rule.ts';
import { registrySettings } from './registry-settings.ts';

export const registryOverHttp = fileRule({
  id: 'package/registry-over-http',
  title: 'Package registry over plain HTTP',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-319'],
  kind: 'security',
  what: 'A package manager is told to fetch packages, or to send its token, over `http://`.',
  why: 'Anybody between the machine and the registry can read the token and hand out other packages.',
  fix: 'Write `https://`. A registry that cannot do that stands behind something that can, or on this machine.',
  bad: [
    { '.npmrc': 'registry=http://npm.acme.example/\n' },
    { '.yarnrc.yml': 'npmScopes:\n  acme:\n    npmRegistryServer: "http://npm.acme.example"\n' },
    { 'pip.conf': '[global]\nextra-index-url =\n    http://pypi.acme.example/simple\n' },
    { 'requirements.txt': '--index-url http://pypi.acme.example/simple\nflask==3.0\n' },
    { 'pyproject.toml': '[[tool.uv.index]]\nname = "acme"\nurl = "http://pypi.acme.example/simple"\n' },
    { 'bunfig.toml': '[install]\nregistry = "http://npm.acme.example"\n' },
  ],
  good: [
    { '.npmrc': 'registry=https://npm.acme.example/\nhomepage=http://acme.example\n' },
    { '.npmrc': 'registry=http://localhost:4873/\n' },
    {
      'pip.conf':
        '[global]\nindex-url = https://pypi.acme.example/simple\nproxy = http://proxy.acme.example\n',
    },
    { 'pyproject.toml': '[project]\nname = "x"\nurls = { Home = "http://acme.example" }\n' },
  ],
  wants: ['package-config', 'manifest'],
  check(file, report) {
    for (const { key, value, start, end, valueStart } of file.tree(registrySettings)) {
      if (!namesRegistry(key) || !value.startsWith('http://') || isThisMachine(value)) continue;
      report({
        start,
        end,
        message: `\`${key}\` fetches packages from \`${withoutPassword(value)}\`, unencrypted`,
        edit: { start: valueStart, end: valueStart + 'http'.length, text: 'https' },
      });
    }
  },
});

/** `registry`, `@acme:registry`, `npmRegistryServer`, `index-url`, `find-links`, the `url` of an index or source. */
export const namesRegistry = (key: string): boolean =>
  /(^|[:.])(registry|npmRegistryServer|(extra-)?index-url|find-links|repository)$|^(index|source|install\.scopes\.[^.]+)\.url$|^install\.scopes\.[^.]+$/.test(
    key,
  );

const isThisMachine = (address: string): boolean =>
  /^http:\/\/([^@/]*@)?(localhost|127\.\d+\.\d+\.\d+|\[::1\]|[^./:]+)(:\d+)?(\/|$)/.test(address);

export const withoutPassword = (address: string): string => address.replace(/\/\/[^@/]*@/, '//');
