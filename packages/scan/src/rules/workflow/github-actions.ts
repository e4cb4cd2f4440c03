import type { SourceFile } from '../../engine/file.ts';
import { type FileRule, fileRule } from '../../engine/rule.ts';
import { type Placed, type Step, type Workflow, workflowFile } from './workflow-file.ts';

const path = '.github/workflows/ci.yml';
const example = (text: string) => ({ [path]: text });
const stepsOf = (...lines: string[]): string =>
  `on: push\npermissions: {}\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n${lines.map((line) => `      ${line}\n`).join('')}`;

const card = { confidence: 'certain', kind: 'security', wants: ['workflow'] } as const;
const references = ['https://docs.github.com/actions/reference/security/secure-use'];
const sha = 'a'.repeat(40);

const workflowOf = (file: SourceFile): Workflow => file.tree(workflowFile);
const allSteps = ({ jobs }: Workflow): Step[] => jobs.flatMap(({ steps }) => [...steps]);

/** Whose code these repositories are is told by the platform itself; a tag there moves only by GitHub's hand. */
const isOfGithub = (action: string): boolean => /^(actions|github)\//.test(action);

/** Texts of a run that somebody outside chose. Source: GitHub docs, script injections. */
const untrusted =
  /\$\{\{[^}]{0,200}\b(github\.event\.(issue|pull_request|comment|review|review_comment|discussion|head_commit|pages|commits)[\w.*[\]'-]{0,60}\.(title|body|message|email|name|ref|label|default_branch|page_name)|github\.head_ref|github\.event\.(?:inputs|client_payload)\.[\w-]{1,60}|inputs\.[\w-]{1,60})\b[^}]{0,200}\}\}/g;

export const githubActionRules: readonly FileRule[] = [
  fileRule({
    ...card,
    id: 'workflow/unpinned-action',
    title: 'Action that is not pinned to a commit',
    severity: 'medium',
    weakness: ['CWE-829', 'CWE-1357'],
    what: 'A step or job `uses` an action or workflow of others by a tag or branch.',
    why: "Whoever takes over its owner's account moves the tag, and their code runs with your secrets; in March 2026 it happened to 75 tags at once.",
    fix: 'Name the commit and keep the tag as a comment: `owner/action@<40 hex digits> # v4.2.1`; let a bot renew it.',
    aliases: ['unpinned-uses'],
    bad: [example(stepsOf('- uses: someone/deploy@v3'))],
    good: [
      example(
        stepsOf(`- uses: someone/deploy@${sha} # v3.1.0`, '- uses: ./local', '- uses: actions/checkout@v5'),
      ),
    ],
    references,
    check(file, report) {
      const workflow = workflowOf(file);
      const all = [...workflow.jobs.map(({ uses }) => uses), ...allSteps(workflow).map(({ uses }) => uses)];
      for (const uses of all) {
        if (!uses || /^(\.|docker:\/\/)/.test(uses.text) || isOfGithub(uses.text)) continue;
        if (!/@[0-9a-f]{40}$/.test(uses.text))
          report({ ...place(uses), message: `\`${uses.text}\` is whatever its owner makes of it` });
      }
    },
  }),
  fileRule({
    ...card,
    id: 'workflow/unpinned-container',
    title: 'Container action without a digest',
    severity: 'medium',
    weakness: ['CWE-829', 'CWE-1357'],
    what: 'A step `uses: docker://…` names an image without a digest.',
    why: 'The tag can be moved to another image, which then runs with your secrets.',
    fix: 'Name the digest: `docker://image@sha256:…`.',
    aliases: ['unpinned-images'],
    bad: [example(stepsOf('- uses: docker://alpine:3.20'))],
    good: [example(stepsOf(`- uses: docker://alpine@sha256:${'b'.repeat(64)}`))],
    references,
    check(file, report) {
      for (const { uses } of allSteps(workflowOf(file)))
        if (uses?.text.startsWith('docker://') && !uses.text.includes('@sha256:'))
          report({ ...place(uses), message: `\`${uses.text}\` can become another image` });
    },
  }),
  fileRule({
    ...card,
    id: 'workflow/script-injection',
    title: 'Text of strangers pasted into a script',
    severity: 'high',
    confidence: 'likely',
    weakness: ['CWE-78', 'CWE-94'],
    what: 'A `run` or an inline script contains an expression (`github.event…`) with text that whoever opens an issue or pull request chooses.',
    why: 'The text is pasted before the shell reads it: a title like `"; curl … | sh #` runs with the token and secrets of the job.',
    fix: `Pass it by the environment (\`env: TITLE: \${{ … }}\`) and write "$TITLE" in the script.`,
    aliases: ['template-injection'],
    bad: [
      example(stepsOf(`- run: echo "\${{ github.event.pull_request.title }}"`)),
      example(
        stepsOf('- uses: actions/github-script@v8', '  with:', `    script: log("\${{ github.head_ref }}")`),
      ),
    ],
    good: [
      example(
        stepsOf('- run: echo "$TITLE"', '  env:', `    TITLE: \${{ github.event.pull_request.title }}`),
      ),
      example(stepsOf(`- run: echo \${{ github.sha }}`)),
    ],
    references: ['https://docs.github.com/actions/concepts/security/script-injections'],
    check(file, report) {
      for (const { run, uses, inputs } of allSteps(workflowOf(file))) {
        const scripts = [run, uses?.text.startsWith('actions/github-script') ? inputs.get('script') : null];
        for (const script of scripts)
          for (const match of file.text.slice(script?.start ?? 0, script?.end ?? 0).matchAll(untrusted)) {
            const start = (script?.start ?? 0) + match.index;
            // Inputs come from people who may start the workflow anyway.
            const isInput = /\binputs\.|client_payload/.test(match[0]);
            report({
              start,
              end: start + match[0].length,
              message: `\`${match[1]}\` becomes part of the script`,
              ...(isInput ? { confidence: 'review' as const } : {}),
            });
          }
      }
    },
  }),
  fileRule({
    ...card,
    id: 'workflow/untrusted-checkout',
    title: "Stranger's code checked out with the secrets at hand",
    severity: 'critical',
    confidence: 'likely',
    weakness: ['CWE-829'],
    what: 'A workflow on `pull_request_target` or `workflow_run` checks out the head of the pull request.',
    why: 'These events run with the secrets and a writing token of your repository; anything the checked out code does (install scripts, tests) has them.',
    fix: 'Use `pull_request`, or split: build without secrets, then handle only the result in the privileged workflow.',
    aliases: ['dangerous-triggers'],
    bad: [
      example(
        `on: pull_request_target\npermissions: {}\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: actions/checkout@v5\n        with:\n          ref: \${{ github.event.pull_request.head.sha }}\n`,
      ),
    ],
    good: [
      example(
        'on: pull_request_target\npermissions: {}\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: actions/checkout@v5\n',
      ),
      example(
        `on: pull_request\npermissions: {}\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: actions/checkout@v5\n        with:\n          ref: \${{ github.event.pull_request.head.sha }}\n`,
      ),
    ],
    references: ['https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/'],
    check(file, report) {
      const workflow = workflowOf(file);
      if (!workflow.events.some((event) => event === 'pull_request_target' || event === 'workflow_run'))
        return;
      for (const { uses, inputs } of allSteps(workflow)) {
        const ref =
          uses && /^actions\/checkout@/.test(uses.text)
            ? (inputs.get('ref') ?? inputs.get('repository'))
            : null;
        if (ref && /pull_request\.head|github\.head_ref|workflow_run\.head|refs\/pull\//.test(ref.text))
          report({ ...place(ref), message: `\`${ref.text}\` is code of whoever opened the pull request` });
      }
    },
  }),
  fileRule({
    ...card,
    id: 'workflow/write-all',
    title: 'Token that may write everything',
    severity: 'high',
    weakness: ['CWE-250'],
    what: 'A workflow or job has `permissions: write-all`.',
    why: 'Any action it uses can push code, publish releases and change settings.',
    fix: 'Start from `permissions: {}` and give each job what it needs.',
    aliases: ['excessive-permissions'],
    bad: [example('on: push\npermissions: write-all\njobs: {}\n')],
    good: [example('on: push\npermissions:\n  contents: read\njobs: {}\n')],
    references,
    check(file, report) {
      const workflow = workflowOf(file);
      for (const permissions of [workflow.permissions, ...workflow.jobs.map((job) => job.permissions)])
        if (permissions?.text === 'write-all')
          report({ ...place(permissions), message: 'The token may write everything' });
    },
  }),
  fileRule({
    ...card,
    id: 'workflow/inherited-secrets',
    title: 'All secrets passed on to another workflow',
    severity: 'medium',
    weakness: ['CWE-250'],
    what: 'A job calls a workflow of another repository with `secrets: inherit`.',
    why: 'That workflow gets every secret, also those it has no business with.',
    fix: 'Name the secrets that it needs.',
    aliases: ['secrets-inherit'],
    bad: [
      example(
        `on: push\njobs:\n  a:\n    uses: other/shared/.github/workflows/a.yml@${sha}\n    secrets: inherit\n`,
      ),
    ],
    good: [example('on: push\njobs:\n  a:\n    uses: ./.github/workflows/a.yml\n    secrets: inherit\n')],
    references,
    check(file, report) {
      for (const { uses, secrets } of workflowOf(file).jobs)
        if (secrets?.text === 'inherit' && uses && !uses.text.startsWith('.'))
          report({ ...place(secrets), message: `\`${uses.text}\` gets every secret` });
    },
  }),
  fileRule({
    ...card,
    id: 'workflow/self-hosted-for-strangers',
    title: 'Own machine that runs code of pull requests',
    severity: 'high',
    confidence: 'review',
    weakness: ['CWE-829'],
    what: 'A workflow on `pull_request` runs on a self-hosted runner.',
    why: 'In a public repository anybody can have code run there, and leave something behind for the next job.',
    fix: 'Use hosted runners for pull requests, or runners that are thrown away after one job.',
    aliases: ['self-hosted-runner'],
    bad: [example('on: pull_request\njobs:\n  a:\n    runs-on: self-hosted\n    steps: []\n')],
    good: [
      example('on: push\njobs:\n  a:\n    runs-on: self-hosted\n    steps: []\n'),
      example('on: pull_request\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps: []\n'),
    ],
    references,
    check(file, report) {
      const workflow = workflowOf(file);
      if (!workflow.events.some((event) => event.startsWith('pull_request'))) return;
      for (const { runsOn } of workflow.jobs)
        if (runsOn && /\bself-hosted\b/.test(runsOn.text))
          report({ ...place(runsOn), message: 'Pull requests run on a machine of your own' });
    },
  }),
  fileRule({
    ...card,
    id: 'workflow/download-to-shell',
    title: 'Download that a workflow runs unseen',
    severity: 'medium',
    confidence: 'likely',
    weakness: ['CWE-494'],
    what: 'A `run` pipes a download into a shell.',
    why: 'Whoever takes over the address runs commands with the token and secrets of the job.',
    fix: 'Download a version, compare its checksum (`sha256sum -c`), then run it.',
    bad: [example(stepsOf('- run: curl -fsSL https://example.org/install.sh | bash'))],
    good: [example(stepsOf('- run: curl -fsSL https://example.org/data.json | jq .'))],
    check(file, report) {
      for (const { run } of allSteps(workflowOf(file)))
        if (
          run &&
          /\b(curl|wget)\b[^\n|]{0,400}\|\s{0,5}(sudo\s{1,5})?(-E\s{1,5})?(ba|z|da)?sh\b/.test(run.text)
        )
          report({ ...place(run), message: 'What is downloaded is run' });
    },
  }),
];

const place = ({ start, end }: Placed): { start: number; end: number } => ({ start, end });
