import { basename } from 'node:path/posix';
import type { Parser, SourceFile } from '../../engine/file.ts';
import {
  at,
  entriesOf,
  itemsOf,
  placedText,
  type Span,
  textsOf,
  type Yaml,
  yamlDocuments,
} from '../../yaml/yaml.ts';

/** What the rules look at of a GitLab pipeline; of other systems nothing is known here, and it is empty. */
export interface Pipeline {
  readonly root: Yaml | null;
  /** The file itself and each of its jobs: all that may hold `variables`, `image` and scripts. */
  readonly scopes: readonly Yaml[];
  readonly scripts: readonly (Span & { readonly text: string })[];
}

/** Source: GitLab docs, CI/CD YAML syntax reference. */
export const pipelineFile: Parser<Pipeline> = {
  name: 'a pipeline',
  parse(file) {
    if (!/^\.gitlab-ci/.test(basename(file.path))) return { root: null, scopes: [], scripts: [] };
    // A `spec` of inputs may stand in a document of its own before the pipeline.
    const root = yamlDocuments(file.text).at(-1) ?? null;
    const jobs = entriesOf(root).flatMap(({ key, value }) =>
      value && !/^(include|stages|workflow|spec|variables)$/.test(key) ? [value] : [],
    );
    const scopes = root ? [root, ...jobs] : [];
    return {
      root,
      scopes,
      scripts: scopes.flatMap((scope) =>
        ['before_script', 'script', 'after_script'].flatMap((key) => textsOf(at(scope, key))),
      ),
    };
  },
};

export const pipelineOf = (file: SourceFile): Pipeline => file.tree(pipelineFile);

/** Images of jobs and services, by their short or long form. */
export const imagesOf = ({ scopes }: Pipeline): (Span & { readonly text: string })[] =>
  scopes.flatMap((scope) =>
    [at(scope, 'image'), ...itemsOf(at(scope, 'services'))].flatMap(
      (one) => placedText(at(one, 'name') ?? one) ?? [],
    ),
  );
