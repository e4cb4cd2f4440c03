import type { Family } from './family.ts';
import type { FamilyName } from './rule.ts';

/**
 * Every family, loaded when the first file that may concern it is met: a commit of two JavaScript files
 * must not pay for loading a YAML parser. Listed by hand, so that no file on disk can add a rule.
 */
export const registry: Readonly<Record<FamilyName, () => Promise<Family>>> = {
  secret: async () => (await import('../rules/secret/family.ts')).secretFamily,
  image: async () => (await import('../rules/image/family.ts')).imageFamily,
  package: async () => (await import('../rules/package/family.ts')).packageFamily,
  code: async () => (await import('../rules/code/family.ts')).codeFamily,
  python: async () => (await import('../rules/python/family.ts')).pythonFamily,
  race: async () => (await import('../rules/race/family.ts')).raceFamily,
  workflow: async () => (await import('../rules/workflow/family.ts')).workflowFamily,
};

/** Loads and prepares families, in the order asked. */
export async function loadFamilies(names: readonly FamilyName[]): Promise<Family[]> {
  return Promise.all(
    names.map(async (name) => {
      const family = await registry[name]();
      await family.prepare?.();
      return family;
    }),
  );
}
