import { fileRule } from '../../../engine/rule.ts';
import { at, placedText } from '../../../yaml/yaml.ts';
import { pipelineOf } from '../pipeline-file.ts';

export const dockerInClear = fileRule({
  id: 'workflow/docker-in-clear',
  title: 'Docker of a pipeline without TLS',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-319'],
  kind: 'security',
  what: 'A GitLab pipeline runs Docker in Docker with an empty `DOCKER_TLS_CERTDIR`.',
  why: 'On a shared runner whoever reaches port 2375 commands that Docker, which runs with every privilege.',
  fix: 'Say `DOCKER_TLS_CERTDIR: "/certs"`, or build without Docker (Buildah, Kaniko).',
  bad: [{ '.gitlab-ci.yml': 'services: ["docker:29-dind"]\nvariables: {DOCKER_TLS_CERTDIR: ""}\n' }],
  good: [{ '.gitlab-ci.yml': 'services: ["docker:29-dind"]\nvariables: {DOCKER_TLS_CERTDIR: "/certs"}\n' }],
  references: ['https://docs.gitlab.com/ci/docker/using_docker_build/#use-docker-in-docker'],
  wants: ['pipeline'],
  check(file, report) {
    const pipeline = pipelineOf(file);
    if (!pipeline.images.some(({ text }) => /dind/.test(text))) return;
    for (const scope of pipeline.scopes) {
      const folder = placedText(at(scope, 'variables', 'DOCKER_TLS_CERTDIR'));
      if (folder?.text === '')
        report({ start: folder.start, end: folder.end, message: 'Docker listens in clear' });
    }
  },
});
