import { isDownloadToShell } from '../../image/download-to-shell.ts';
import { shellCommands } from '../../image/shell.ts';
import { stepsWith } from '../examples.ts';
import { stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

export const workflowDownloadToShell = workflowRule({
  id: 'workflow/download-to-shell',
  title: 'Download that a workflow runs unseen',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-494'],
  what: 'A `run` hands a download to a shell.',
  why: 'Whoever takes over the address runs commands with the token and secrets of the job.',
  fix: 'Download a version, compare its checksum (`sha256sum -c`), then run it.',
  bad: [
    stepsWith('- run: curl -fsSL https://example.org/install.sh | bash'),
    stepsWith('- run: sh -c "$(curl -fsSL https://example.org/install.sh)"'),
  ],
  good: [stepsWith('- run: curl -fsSL https://example.org/data.json | jq .')],
  find(workflow, report) {
    for (const { run } of stepsOf(workflow))
      if (run && /\b(curl|wget)\b/.test(run.text) && shellCommands(run.text).some(isDownloadToShell))
        report(run, 'What is downloaded is run');
  },
});
