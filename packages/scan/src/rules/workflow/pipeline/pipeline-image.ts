import { fileRule } from '../../../engine/rule.ts';
import { pipelineOf } from '../pipeline-file.ts';

export const pipelineImage = fileRule({
  id: 'workflow/pipeline-image',
  title: 'Image of a pipeline without a version',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-1357'],
  kind: 'security',
  what: 'A job or service of a pipeline runs in an image without a tag, or with the tag `latest`.',
  why: 'Each run may get another image, which has the variables and tokens of the job.',
  fix: 'Name a version, better a digest: `node:24.1@sha256:…`.',
  bad: [
    { '.gitlab-ci.yml': 'test:\n  image: node\n  script: [npm test]\n' },
    { '.gitlab-ci.yml': 'image: {name: "node:latest"}\n' },
  ],
  good: [
    { '.travis.yml': 'services: [docker]\nscript: [make]\n' },
    { '.gitlab-ci.yml': 'image: node:24.1\ntest:\n  services: ["postgres:18"]\n  script: [a]\n' },
    { '.gitlab-ci.yml': 'image: $CI_REGISTRY_IMAGE\n' },
  ],
  references: ['https://docs.gitlab.com/ci/yaml/#image'],
  wants: ['pipeline'],
  check(file, report) {
    for (const { text, start, end } of pipelineOf(file).images)
      if (!/[$@]|:(?!latest$)/.test(text.split('/').at(-1) ?? '') && !text.includes('$'))
        report({ start, end, message: `\`${text}\` is another image tomorrow` });
  },
});
