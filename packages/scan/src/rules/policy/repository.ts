import { SourceFile } from '../../engine/file.ts';
import type { Project } from '../../engine/project.ts';

/**
 * Is this the root of something that is reviewed and built on a forge? Policy is asked for there; a folder of notes,
 * a scan of changes alone or a part of a tree has none.
 */
export const isRepository = (project: Project): boolean =>
  project.whole &&
  project.paths.some((path) =>
    /^\.github\/workflows\/|^\.gitlab-ci\.ya?ml$|^\.forgejo\/|^\.gitea\//.test(path),
  );

/** Where a file should be that is not there: hits need a place, and this is the one people look at. */
export const absent = (path: string): SourceFile => new SourceFile(path, '');

export const nowhere = { start: 0, end: 0 };

/** The first of some paths that the project has. */
export const firstOf = (project: Project, ...paths: readonly string[]): SourceFile | null => {
  const path = paths.find((one) => project.has(one));
  return path === undefined ? null : project.file(path);
};
