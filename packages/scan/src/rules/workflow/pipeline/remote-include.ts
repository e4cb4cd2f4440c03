import { fileRule } from '../../../engine/rule.ts';
import { at, itemsOf, placedText, textOf } from '../../../yaml/yaml.ts';
import { pipelineOf } from '../pipeline-file.ts';

export const remoteInclude = fileRule({
  id: 'workflow/remote-include',
  title: 'Pipeline that others can change',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-829'],
  kind: 'security',
  what: 'A GitLab pipeline includes a file of another place without fixing which: `remote` without `integrity`, `project` without a commit or tag, a component at `~latest` or a branch.',
  why: 'Whoever changes that file runs commands in your pipeline, with its variables and tokens.',
  fix: 'Add `integrity: sha256-…`, or name a commit (`ref: <40 hex digits>`).',
  bad: [
    { '.gitlab-ci.yml': 'include:\n  - remote: https://example.org/ci.yml\n' },
    { '.gitlab-ci.yml': 'include:\n  - project: acme/ci\n    file: /a.yml\n' },
    { '.gitlab-ci.yml': 'include:\n  - component: $CI_SERVER_FQDN/acme/ci/test@~latest\n' },
  ],
  good: [
    { '.gitlab-ci.yml': 'include:\n  - local: /a.yml\n  - template: Jobs/SAST.gitlab-ci.yml\n' },
    { '.gitlab-ci.yml': `include:\n  - project: acme/ci\n    file: /a.yml\n    ref: ${'a'.repeat(40)}\n` },
    { '.gitlab-ci.yml': 'include:\n  - component: $CI_SERVER_FQDN/acme/ci/test@1.2.3\n' },
  ],
  references: ['https://docs.gitlab.com/ci/yaml/#include'],
  wants: ['pipeline'],
  check(file, report) {
    const include = at(pipelineOf(file).root, 'include');
    const items = itemsOf(include);
    for (const item of items.length > 0 ? items : include ? [include] : []) {
      const remote =
        placedText(at(item, 'remote')) ?? (/^https?:/.test(textOf(item) ?? '') ? placedText(item) : null);
      const project = placedText(at(item, 'project'));
      const component = placedText(at(item, 'component'));
      if (remote && !at(item, 'integrity'))
        report({
          start: remote.start,
          end: remote.end,
          message: `\`${remote.text.slice(0, 80)}\` can become another file`,
        });
      // The project itself is as trusted as its pipeline.
      if (
        project &&
        project.text !== '$CI_PROJECT_PATH' &&
        !/^([0-9a-f]{40}|v?\d+(\.\d+)*)$/.test(textOf(at(item, 'ref')) ?? '')
      )
        report({
          start: project.start,
          end: project.end,
          message: `\`${project.text}\` is taken from a branch`,
          severity: 'low',
        });
      if (component && !/@([0-9a-f]{40}|\d+(\.\d+)*)$/.test(component.text))
        report({
          start: component.start,
          end: component.end,
          message: `\`${component.text}\` is taken at its newest`,
          severity: 'low',
        });
    }
  },
});
