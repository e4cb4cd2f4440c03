import type { SourceFile } from '../../engine/file.ts';
import type { Project } from '../../engine/project.ts';
import { firstOf } from './repository.ts';

/** Null also when only changes are scanned: what stands there was said before. */
export const dependabotFile = (project: Project): SourceFile | null =>
  project.whole ? firstOf(project, '.github/dependabot.yml', '.github/dependabot.yaml') : null;

/** Null also when only changes are scanned. */
export const renovateFile = (project: Project): SourceFile | null =>
  project.whole
    ? (firstOf(project, ...renovatePaths) ?? withRenovate(firstOf(project, 'package.json')))
    : null;

/** A manifest may hold the configuration, too. */
const withRenovate = (manifest: SourceFile | null): SourceFile | null =>
  manifest && /"renovate"\s*:\s*\{/.test(manifest.text) ? manifest : null;

const renovatePaths = [
  'renovate.json',
  'renovate.json5',
  '.renovaterc',
  '.renovaterc.json',
  '.renovaterc.json5',
  ...['.github', '.gitlab', '.forgejo', '.gitea'].flatMap((folder) => [
    `${folder}/renovate.json`,
    `${folder}/renovate.json5`,
  ]),
];
