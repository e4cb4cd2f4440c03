import { at, entriesOf, placedText } from '../../../yaml/yaml.ts';
import { jobWith, secureUse, stepsWith } from '../examples.ts';
import { stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

export const unpinnedContainer = workflowRule({
  id: 'workflow/unpinned-container',
  title: 'Container of a workflow without a digest',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-829', 'CWE-1357'],
  what: 'A step, a job or one of its services runs an image without a digest.',
  why: 'The tag can be moved to another image, which then runs with your secrets.',
  fix: 'Name the digest: `image@sha256:…`.',
  aliases: ['unpinned-images'],
  bad: [
    stepsWith('- uses: docker://alpine:3.20'),
    jobWith('container: node', 'steps: []'),
    jobWith('services:', '  db:', '    image: postgres:latest', 'steps: []'),
  ],
  good: [
    stepsWith(`- uses: docker://alpine@sha256:${'b'.repeat(64)}`),
    jobWith(`container: {image: "\${{ matrix.image }}"}`, 'steps: []'),
  ],
  references: secureUse,
  find(workflow, report) {
    const ofJobs = workflow.jobs.flatMap(({ yaml }) => [
      placedText(at(yaml, 'image')),
      placedText(at(yaml, 'container')) ?? placedText(at(yaml, 'container', 'image')),
      ...entriesOf(at(yaml, 'services')).map(({ value }) => placedText(at(value, 'image'))),
    ]);
    const ofSteps = stepsOf(workflow).map(({ uses }) => (uses?.text.startsWith('docker://') ? uses : null));
    for (const image of [...ofJobs, ...ofSteps]) {
      const name = image?.text.replace(/^docker:\/\//, '') ?? '';
      // An action may name a Dockerfile of its own here.
      if (name === '' || /dockerfile/i.test(name) || /@sha256:|\$\{\{/.test(name)) continue;
      const isTagged = /:(?!latest$)/.test(name.split('/').at(-1) ?? '');
      report(
        image,
        `\`${name}\` can become another image`,
        isTagged && !image?.text.startsWith('docker:')
          ? { severity: 'low', confidence: 'review', pin: name }
          : { pin: name },
      );
    }
  },
});
