import { at, placedText, textOf } from '../../../yaml/yaml.ts';
import { stepsWith } from '../examples.ts';
import { actionOf, inputOf, type Job, type Workflow } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

const publish =
  /(?:^|[\s;&|])(npm\s+publish|pnpm\s+publish|yarn\s+(npm\s+)?publish|bun\s+publish|twine(?:==\S+)?\s+upload|(?:python[\d.]*|py)\s+-m\s+twine\s+upload|uv\s+publish|uvx\s+twine\s+upload|poetry\s+publish|hatch\s+publish|flit\s+publish|pdm\s+publish|gem\s+push|cargo\s+(\+\S+\s+)?publish|(?:dotnet\s+)?nuget(?:\.exe)?\s+push)\b(?![^\n]{0,200}(--dry-run|\s-n\b))/m;
const withToken: Readonly<Record<string, readonly string[]>> = {
  'pypa/gh-action-pypi-publish': ['password'],
  'js-devtools/npm-publish': ['token'],
  'rubygems/configure-rubygems-credentials': ['api-token'],
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
  good: [
    stepsWith('- uses: pypa/gh-action-pypi-publish@v1'),
    stepsWith('- run: npm publish --dry-run'),
    stepsWith(
      '- uses: actions/setup-node@v6',
      '  with: {registry-url: https://npm.example.com}',
      '- run: npm publish',
      '  env:',
      `    NODE_AUTH_TOKEN: \${{ secrets.OURS }}`,
    ),
  ],
  references: ['https://docs.npmjs.com/trusted-publishers', 'https://docs.pypi.org/trusted-publishers/'],
  find(workflow, report) {
    for (const job of workflow.jobs)
      for (const step of job.steps) {
        const input = withToken[actionOf(step.uses)]?.find((name) => isSecret(step.inputs.get(name)?.text));
        const isElsewhere = ['repository-url', 'repository_url', 'gem-server'].some((name) => {
          const address = step.inputs.get(name)?.text;
          return address !== undefined && !/pypi\.org|rubygems\.org/.test(address);
        });
        if (input !== undefined && !isElsewhere) report(step.uses, `\`${input}\` is a token that never ends`);
        if (inputOf(step, 'setup-trusted-publisher') === 'false')
          report(step.uses, 'Trusted publishing is switched off');
        const [, command] = publish.exec(step.run?.text.replace(/[\\`^][ \t]*\r?\n\s*/g, ' ') ?? '') ?? [];
        const environment = [workflow.environment, job.environment, step.environment].flatMap((one) => [
          ...one.values(),
        ]);
        // Without the right to an identity token there must be another one.
        const hasToken =
          [...environment, step.run].some((text) => isSecret(text?.text)) || !mayIdentify(workflow, job);
        if (
          command !== undefined &&
          hasToken &&
          !(/^(npm|pnpm|yarn|bun)/.test(command) && hasOwnRegistry(job))
        )
          report(step.run, `\`${command.replace(/\s+/g, ' ')}\` can do without a stored token`);
      }
  },
});

/** What is set up for a registry of one's own is published there. */
const hasOwnRegistry = ({ steps }: Job): boolean =>
  steps.some((step) => !/^(https:\/\/registry\.npmjs\.org\/?|)$/.test(inputOf(step, 'registry-url') ?? ''));

const isSecret = (text: string | undefined): boolean => /\bsecrets\.(?!GITHUB_TOKEN\b)/i.test(text ?? '');

function mayIdentify({ permissions, isAction }: Workflow, job: Job): boolean {
  const own = job.permissions ?? permissions;
  return isAction || placedText(own)?.text === 'write-all' || textOf(at(own, 'id-token')) === 'write';
}
