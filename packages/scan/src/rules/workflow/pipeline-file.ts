import type { Parser, SourceFile } from '../../engine/file.ts';
import {
  at,
  entriesOf,
  itemsOf,
  mapsIn,
  placedText,
  type Span,
  textsOf,
  type Yaml,
  yamlDocuments,
} from '../../yaml/yaml.ts';

/** What the rules look at of a pipeline of GitLab, Azure, CircleCI, Bitbucket, Travis, Drone or Woodpecker. */
export interface Pipeline {
  readonly root: Yaml | null;
  /** What is declared of inputs: of GitLab alone, null without. */
  readonly inputs: Yaml | null;
  /**
   * All that may hold `variables`, `image` and scripts: of GitLab the file itself and each of its jobs, of the others,
   * which nest as they like, every map.
   */
  readonly scopes: readonly Yaml[];
  readonly scripts: readonly (Span & { readonly text: string })[];
  readonly images: readonly (Span & { readonly text: string })[];
}

const scriptKeys = [
  ...['before_script', 'script', 'after_script'],
  // Of the others.
  ...[
    'bash',
    'powershell',
    'pwsh',
    'run',
    'command',
    'commands',
    'before_install',
    'install',
    'before_deploy',
  ],
];

/** Source: GitLab docs, CI/CD YAML syntax reference; the other systems' references name the keys of scripts. */
export const pipelineFile: Parser<Pipeline> = {
  name: 'a pipeline',
  parse(file) {
    const documents = yamlDocuments(file.text);
    // A `spec` of inputs may stand in a document of its own before the pipeline.
    const root = documents.at(-1) ?? null;
    const isGitLab = /\.gitlab-ci|(^|\/)\.gitlab\//.test(file.path);
    const scopes = root ? (isGitLab ? [root, ...jobsOf(root)] : mapsIn(root)) : [];
    const imagesIn = isGitLab ? imagesOfGitLab : imagesOfOthers(file.path);
    return {
      root,
      inputs: isGitLab ? at(documents[0] ?? null, 'spec', 'inputs') : null,
      scopes,
      scripts: scopes.flatMap((scope) =>
        (isGitLab ? scriptKeys.slice(0, 3) : scriptKeys).flatMap((key) => textsOf(at(scope, key))),
      ),
      images: scopes.flatMap(imagesIn).flatMap((one) => placedText(at(one, 'name') ?? one) ?? []),
    };
  },
};

const jobsOf = (root: Yaml): Yaml[] =>
  entriesOf(root).flatMap(({ key, value }) =>
    value && !/^(include|stages|workflow|spec|variables)$/.test(key) ? [value] : [],
  );

export const pipelineOf = (file: SourceFile): Pipeline => file.tree(pipelineFile);

/** Images of jobs and services of GitLab, by their short or long form. */
const imagesOfGitLab = (scope: Yaml): (Yaml | null)[] => [
  at(scope, 'image'),
  ...itemsOf(at(scope, 'services')),
];

/** What Azure and Travis call an image or a service may be a machine, or a thing to publish. */
const imagesOfOthers = (path: string) =>
  /(^|\/)\.(circleci\/|drone|woodpecker)|bitbucket-pipelines/.test(path)
    ? (scope: Yaml) => [at(scope, 'image')]
    : () => [];
