import { stepsWith } from '../examples.ts';
import { actionOf, stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

const publish =
  /(?:^|[\s;&|])(npm\s+publish|pnpm\s+publish|yarn\s+(npm\s+)?publish|bun\s+publish|twine\s+upload|(?:python3?|py)\s+-m\s+twine\s+upload|uv\s+publish|uvx\s+twine\s+upload|poetry\s+publish|hatch\s+publish|flit\s+publish|pdm\s+publish|gem\s+push|cargo\s+publish|(?:dotnet\s+)?nuget\s+push)\b(?![^\n]{0,200}(--dry-run|\s-n\b))/m;
const withToken: Readonly<Record<string, readonly string[]>> = {
  'pypa/gh-action-pypi-publish': ['password'],
  'js-devtools/npm-publish': ['token'],
  'rubygems/release-gem': ['setup-trusted-publisher'],
  'katyo/publish-crates': ['registry-token'],
};

export const storedPublishToken = workflowRule({
  id: 'workflow/stored-publish-token',
  title: 'Package published with a stored token',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-522'],
  what: 'A workflow publishes a package with a token that is kept as a secret.',
  why: 'A token that leaks once publishes for ever; most poisoned packages of late began with one.',
  fix: 'Set up trusted publishing at the registry (npm, PyPI, RubyGems, crates.io, NuGet) and give the job `id-token: write`.',
  aliases: ['use-trusted-publishing'],
  bad: [
    stepsWith('- run: npm publish', '  env:', `    NODE_AUTH_TOKEN: \${{ secrets.NPM_TOKEN }}`),
    stepsWith('- uses: pypa/gh-action-pypi-publish@v1', '  with:', `    password: \${{ secrets.PYPI }}`),
  ],
  good: [stepsWith('- uses: pypa/gh-action-pypi-publish@v1'), stepsWith('- run: npm publish --dry-run')],
  references: ['https://docs.npmjs.com/trusted-publishers', 'https://docs.pypi.org/trusted-publishers/'],
  find(workflow, report) {
    for (const { run, uses, inputs } of stepsOf(workflow)) {
      const input = withToken[actionOf(uses)]?.find(
        (name) => inputs.has(name) && !/^true$/.test(inputs.get(name)?.text ?? ''),
      );
      const [, command] = publish.exec(run?.text ?? '') ?? [];
      if (input !== undefined) report(uses, `\`${input}\` is a token that never ends`);
      else if (command !== undefined) report(run, `\`${command}\` can do without a stored token`);
    }
  },
});
