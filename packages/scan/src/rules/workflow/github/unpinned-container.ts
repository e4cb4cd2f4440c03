import { at, entriesOf, placedText, type Yaml } from '../../../yaml/yaml.ts';
import { jobWith, secureUse, stepsWith } from '../examples.ts';
import { pathOf } from '../expression/constant.ts';
import { resultsOf } from '../expression/flow.ts';
import { onlyTermOf } from '../expressions.ts';
import { matrixValues } from '../matrix.ts';
import { type Job, type Placed, stepsOf } from '../workflow-file.ts';
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
    jobWith(
      `container: \${{ matrix.image }}`,
      'strategy: {matrix: {image: [debian:13, debian]}}',
      'steps: []',
    ),
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
      ...servicesOf(yaml).map(placedText),
    ]);
    const ofSteps = stepsOf(workflow).map(({ uses }) => (uses?.text.startsWith('docker://') ? uses : null));
    const computed = workflow.jobs.flatMap((job) => computedImagesOf(job));
    for (const image of [...ofJobs, ...ofSteps, ...computed]) {
      const name = image?.text.replace(/^docker:\/\//, '') ?? '';
      // An action may name a Dockerfile of its own here.
      if (name === '' || /dockerfile/i.test(name) || /@sha256:|\$\{\{/.test(name)) continue;
      const isTagged = /:(?!latest$)/.test(name.split('/').at(-1) ?? '');
      report(
        image,
        `\`${name}\` can become another image`,
        isTagged ? { severity: 'low', confidence: 'review', pin: name } : { pin: name },
      );
    }
  },
});

/** Images that an expression chooses from: written out in it, or in the matrix of the job. */
function computedImagesOf({ yaml }: Job): Placed[] {
  const images = [at(yaml, 'container'), at(yaml, 'container', 'image'), ...servicesOf(yaml)];
  return images.flatMap((one) => {
    const text = placedText(one);
    const term = text && onlyTermOf(text);
    return (term ? resultsOf(term) : []).flatMap((result) => {
      if (text && result.kind === 'constant') return [{ ...text, text: String(result.value ?? '') }];
      const [kind, key = ''] = pathOf(result)?.split('.') ?? [];
      return kind === 'matrix' ? (matrixValues(yaml, key) ?? []) : [];
    });
  });
}

const servicesOf = (job: Yaml): (Yaml | null)[] =>
  entriesOf(at(job, 'services')).map(({ value }) => at(value, 'image'));
