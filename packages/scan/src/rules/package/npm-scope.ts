import type { Project } from '../../engine/project.ts';
import { registrySettings } from './registry-settings.ts';

/** `acme` of `@acme/core`; null for a name without a scope. */
export const scopeOf = (name: string): string | null => /^@([^/]+)\//.exec(name)?.[1] ?? null;

/** Is this an address of the public npm registry? */
export const isPublicNpm = (address: string | null): boolean =>
  /^https?:\/\/registry\.(npmjs\.(org|com)|yarnpkg\.com)\//.test(address ?? '');

/** Tells of a scope whether the project's settings tie it to a registry: a registry for everything serves it, too. */
export function scopeIsMapped(project: Project): (scope: string) => boolean {
  const keys = project
    .filesOf('package-config')
    .flatMap((file) => file.tree(registrySettings).map(({ key }) => key));
  const forAll = keys.some((key) => /^(registry|npmRegistryServer|install\.registry(\.url)?)$/.test(key));
  return (scope) =>
    forAll ||
    keys.some(
      (key) =>
        key === `@${scope}:registry` ||
        key.startsWith(`npmScopes.${scope}.`) ||
        key.startsWith(`install.scopes.${scope}`) ||
        key.startsWith(`install.scopes.@${scope}`),
    );
}
