import type { SourceFile } from '../../engine/file.ts';
import type { Project } from '../../engine/project.ts';
import { at, itemsOf, type PlacedText, placedText, yamlFile } from '../../yaml/yaml.ts';
import { firstOf } from './repository.ts';

interface HookRepository {
  readonly file: SourceFile;
  readonly repo: PlacedText;
  /** The commit, tag or branch it is taken at; null without one. */
  readonly rev: PlacedText | null;
}

/** Where the hooks of pre-commit come from; of a part of a project nothing is known. */
export function hookRepositories(project: Project): HookRepository[] {
  const file = firstOf(project, '.pre-commit-config.yaml', '.pre-commit-config.yml');
  if (!file || !project.whole) return [];
  const entries = file.tree(yamlFile).flatMap((root) => itemsOf(at(root, 'repos')));
  return entries.flatMap((entry) => {
    const repo = placedText(at(entry, 'repo'));
    return repo ? [{ file, repo, rev: placedText(at(entry, 'rev')) }] : [];
  });
}
