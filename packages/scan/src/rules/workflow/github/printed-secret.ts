import { stepsWith } from '../examples.ts';
import { stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

export const printedSecret = workflowRule({
  id: 'workflow/printed-secret',
  title: 'Secret that is printed',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-532'],
  what: 'A `run` prints a secret with `echo` or `printf`, changed so that the log shows it, or into an output.',
  why: 'Encoded or cut up it is not blacked out; outputs and artifacts are kept and read by others.',
  fix: 'Hand it to the program by the environment, and print nothing.',
  bad: [
    stepsWith(`- run: echo "\${{ secrets.KEY }}" | base64`),
    stepsWith(`- run: echo "key=\${{ secrets.KEY }}" >> "$GITHUB_OUTPUT"`),
  ],
  good: [
    stepsWith(`- run: echo "\${{ secrets.KEY }}" | docker login --password-stdin`),
    stepsWith('- run: deploy', '  env:', `    KEY: \${{ secrets.KEY }}`),
    stepsWith(`- run: echo "found=$(find --token \${{ secrets.KEY }})" >> "$GITHUB_OUTPUT"`),
  ],
  references: ['https://docs.github.com/actions/reference/security/secure-use'],
  find(workflow, report) {
    for (const { run } of stepsOf(workflow)) {
      const [line] =
        /^[^\n#]{0,200}\b(echo|printf)\b(?:(?!\$\()[^\n|>`]){0,300}\$\{\{\s{0,5}secrets\.[^\n|]{0,200}?(\|\s{0,5}(base64(?!\s+(-d|--decode|-D))|rev|xxd|hexdump|od|sed|cut|fold|tr)\b[^\n>]{0,80}$|>>\s{0,5}["']?\$\{?(GITHUB_OUTPUT|GITHUB_STEP_SUMMARY)\b)/m.exec(
          run?.text ?? '',
        ) ?? [];
      if (line !== undefined) report(run, 'What is printed is a secret');
    }
  },
});
