import { fileRule } from '../../../engine/rule.ts';
import { isDownloadToShell } from '../../image/download-to-shell.ts';
import { shellCommands } from '../../image/shell.ts';
import { pipelineOf } from '../pipeline-file.ts';

export const pipelineDownload = fileRule({
  id: 'workflow/pipeline-download',
  title: 'Download that a pipeline runs unseen',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-494'],
  kind: 'security',
  what: 'A script of a pipeline (GitLab, Azure, CircleCI, …) hands a download to a shell.',
  why: 'Whoever takes over the address runs commands with the variables and tokens of the job.',
  fix: 'Download a version, compare its checksum (`sha256sum -c`), then run it.',
  bad: [
    { '.gitlab-ci.yml': 'test:\n  script:\n    - curl -fsSL https://example.org/i | bash\n' },
    { 'azure-pipelines.yml': 'steps:\n  - bash: curl -fsSL https://example.org/i | sh\n' },
    {
      '.circleci/config.yml':
        'jobs: {a: {steps: [{run: {command: "wget -qO- https://a.example/i | sh"}}]}}\n',
    },
  ],
  good: [{ '.gitlab-ci.yml': 'test:\n  script:\n    - curl -fsSL https://example.org/a.json | jq .\n' }],
  wants: ['pipeline'],
  check(file, report) {
    for (const { text, start, end } of pipelineOf(file).scripts)
      if (/\b(curl|wget)\b/.test(text) && shellCommands(text).some(isDownloadToShell))
        report({ start, end, message: 'What is downloaded is run' });
  },
});
