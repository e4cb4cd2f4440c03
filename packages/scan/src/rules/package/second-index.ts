import { fileRule } from '../../engine/rule.ts';
import { withoutPassword } from './registry-over-http.ts';
import { registrySettings, type Setting } from './registry-settings.ts';

export const secondIndex = fileRule({
  id: 'package/second-index',
  title: 'Second package index beside PyPI',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-427'],
  kind: 'security',
  what: 'The settings make pip or uv look for every package in two indexes and take the highest version, wherever it is.',
  why: 'Whoever publishes the name of a package of yours on PyPI, with a higher version, gets it installed: dependency confusion.',
  fix: 'Let one index serve all (`--index-url`, a proxy that gives your own names precedence), or tie your packages to theirs: uv: `explicit = true` and `tool.uv.sources`.',
  bad: [
    { 'requirements.txt': '--extra-index-url https://pypi.acme.example/simple\nacme-core==1.0\n' },
    { 'pip.conf': '[global]\nextra-index-url = https://pypi.acme.example/simple\n' },
    { 'uv.toml': 'index-strategy = "unsafe-best-match"\n' },
  ],
  good: [
    { 'requirements.txt': '--index-url https://pypi.acme.example/simple\nacme-core==1.0\n' },
    { 'requirements.txt': '--extra-index-url https://download.pytorch.org/whl/cpu\ntorch==2.4.0\n' },
    { 'uv.toml': '[[index]]\nname = "acme"\nurl = "https://pypi.acme.example/simple"\nexplicit = true\n' },
  ],
  references: [
    'https://pip.pypa.io/en/stable/cli/pip_install/#cmdoption-extra-index-url',
    'https://medium.com/@alex.birsan/dependency-confusion-4a5d60fec610',
  ],
  wants: ['package-config', 'manifest'],
  check(file, report) {
    for (const one of file.tree(registrySettings)) {
      const message = complaintOf(one);
      if (message !== null) report({ start: one.start, end: one.end, message });
    }
  },
});

function complaintOf({ tool, key, value }: Setting): string | null {
  if (key === 'index-strategy' && value.startsWith('unsafe-'))
    return `\`${value}\` mixes the versions of all indexes`;
  // uv takes a package from the first index that has it: only pip mixes them.
  if (key !== 'extra-index-url' || tool !== 'pip' || value === '' || isPublic(value)) return null;
  return `packages come from \`${withoutPassword(value)}\` or PyPI, whichever has the higher version`;
}

/** Indexes of public projects, whose names are theirs on PyPI, too. */
const isPublic = (address: string): boolean =>
  /^https:\/\/((download|data)\.(pytorch|pyg)\.org|pypi\.(nvidia|ngc\.nvidia)\.com|(test\.)?pypi\.org|wheels\.vllm\.ai|pypi\.anaconda\.org|abetlen\.github\.io|www\.piwheels\.org)\//.test(
    address,
  );
