import { sha, stepsWith } from '../examples.ts';
import { actionOf, stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

const doors =
  /^(mxschmitt\/action-tmate|lhotari\/action-upterm|owenthereal\/action-upterm|csexton\/debugger-action|luchihoratiu\/debug-via-ssh|namespacelabs\/breakpoint-action)$/;

export const debuggingDoor = workflowRule({
  id: 'workflow/debugging-door',
  title: 'Shell into the machine that builds',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-489'],
  what: 'A step opens a terminal session into the runner (`tmate` and the like).',
  why: 'Its address is printed to the log: of a public repository anybody reads it, and is where the secrets are.',
  fix: 'Take it out; while debugging set `limit-access-to-actor: true`.',
  bad: [stepsWith(`- uses: mxschmitt/action-tmate@${sha}`)],
  good: [stepsWith(`- uses: mxschmitt/action-tmate@${sha}`, '  with: {limit-access-to-actor: true}')],
  references: ['https://github.com/mxschmitt/action-tmate#use-registered-public-ssh-keys'],
  find(workflow, report) {
    for (const { uses, inputs } of stepsOf(workflow))
      if (doors.test(actionOf(uses)) && inputs.get('limit-access-to-actor')?.text !== 'true')
        report(uses, 'Whoever reads the log gets in');
  },
});
