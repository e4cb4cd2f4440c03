import { fileRule } from '../../../engine/rule.ts';
import { at, textOf, type Yaml } from '../../../yaml/yaml.ts';
import { pipelineOf } from '../pipeline-file.ts';

const withInput = (declared: string) =>
  `spec:\n  inputs:\n    name: ${declared}\n---\ntest:\n  script:\n    - build $[[ inputs.name ]]\n`;
/** A shell within the shell reads what strangers wrote. Source: GitLab docs, predefined variables. */
const readAgain =
  /\b(?:eval|(?:ba|da|z)?sh\s+-\w{0,5}c)\b[^\n]{0,300}?\$\{?(CI_(?:COMMIT_(?:MESSAGE|TITLE|DESCRIPTION|BRANCH|REF_NAME|TAG|TAG_MESSAGE|AUTHOR)|MERGE_REQUEST_(?:TITLE|DESCRIPTION|SOURCE_BRANCH_NAME|LABELS|MILESTONE)|EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME))\b/;

export const pipelineInjection = fileRule({
  id: 'workflow/pipeline-injection',
  title: 'Text of others pasted into a script of a pipeline',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-78', 'CWE-94'],
  kind: 'security',
  what: 'A script of a GitLab pipeline has `eval` or `sh -c` read a branch, title or message, or holds an input (`$[[ inputs.name ]]`) that may be any text.',
  why: 'The shell takes what is written there for commands: a branch called `$(curl …|sh)` runs with the variables of the job.',
  fix: 'Hand it over as a variable and write `"$NAME"`; give inputs `options`, a `regex` or a `type`.',
  bad: [
    { '.gitlab-ci.yml': 'test:\n  script:\n    - sh -c "echo $CI_COMMIT_MESSAGE"\n' },
    { 'templates/a.gitlab-ci.yml': withInput('{}') },
  ],
  good: [
    { '.gitlab-ci.yml': 'test:\n  script:\n    - echo "$CI_COMMIT_MESSAGE"\n    - eval "$(ssh-agent -s)"\n' },
    { 'templates/a.gitlab-ci.yml': withInput('{options: [a, b]}') },
    { 'templates/a.gitlab-ci.yml': withInput('{type: number}') },
  ],
  references: [
    'https://docs.gitlab.com/ci/inputs/',
    'https://docs.gitlab.com/ci/variables/predefined_variables/',
  ],
  wants: ['pipeline'],
  check(file, report) {
    const { scripts, inputs } = pipelineOf(file);
    for (const { text, start, end } of scripts) {
      const [, variable] = readAgain.exec(text) ?? [];
      if (variable !== undefined) report({ start, end, message: `\`${variable}\` is read as a command` });
      const names = [...text.matchAll(/\$\[\[\s{0,9}inputs\.([\w-]{1,80})/g)].map(([, name = '']) => name);
      const free = names.find((name) => isFree(at(inputs, name)));
      if (free !== undefined)
        report({
          start,
          end,
          message: `The input \`${free}\` becomes part of the script`,
          // Whoever includes the file chooses it.
          severity: 'low',
          confidence: 'review',
        });
    }
  },
});

const isFree = (input: Yaml | null): boolean =>
  !at(input, 'options') && !at(input, 'regex') && !/^(number|boolean)$/.test(textOf(at(input, 'type')) ?? '');
