import type { Family } from './family.ts';
import { type FileType, fileTypes } from './file-type.ts';
import { type FamilyName, families } from './rule.ts';

interface Entry {
  /** Types of files that may concern the family; others never load it. */
  readonly types: readonly FileType[];
  /**
   * When its rules about the project as a whole run: a kept file is of its types, or all is scanned and some path of it
   * is like this.
   */
  readonly project: 'concerned' | 'never' | RegExp;
  load(): Promise<Family>;
}

/**
 * Every family, loaded when the first file that may concern it is met: a commit of two JavaScript files
 * must not pay for a YAML parser. Listed by hand, so that no file on disk can add a rule.
 */
export const registry: Readonly<Record<FamilyName, Entry>> = {
  secret: {
    types: fileTypes,
    project: 'never',
    load: async () => (await import('../rules/secret/family.ts')).secretFamily,
  },
  image: {
    types: ['dockerfile', 'compose', 'kubernetes', 'yaml'],
    project: 'concerned',
    load: async () => (await import('../rules/image/family.ts')).imageFamily,
  },
  package: {
    types: ['lockfile', 'manifest', 'package-config', 'dockerfile', 'workflow', 'pipeline', 'shell'],
    project: 'concerned',
    load: async () => (await import('../rules/package/family.ts')).packageFamily,
  },
  code: {
    types: ['javascript', 'typescript', 'vue', 'svelte', 'html', 'template'],
    project: 'never',
    load: async () => (await import('../rules/code/family.ts')).codeFamily,
  },
  python: {
    types: ['python', 'template', 'html'],
    project: 'never',
    load: async () => (await import('../rules/python/family.ts')).pythonFamily,
  },
  race: {
    types: ['javascript', 'typescript', 'vue', 'svelte', 'python'],
    project: 'never',
    load: async () => (await import('../rules/race/family.ts')).raceFamily,
  },
  workflow: {
    types: ['workflow', 'pipeline', 'yaml'],
    project: 'never',
    load: async () => (await import('../rules/workflow/family.ts')).workflowFamily,
  },
  // Looks at the project as a whole, where a forge or a tool finds its settings; no single file concerns it.
  policy: {
    types: [],
    project:
      /^\.(github|gitlab|forgejo|gitea)\/|^\.gitlab-ci\.|(^|\/)CODEOWNERS$|^\.pre-commit-config\.|^\.?renovate|ruleset|branch[-_]?(protection|rules)/i,
    load: async () => (await import('../rules/policy/family.ts')).policyFamily,
  },
  // Looks at a running site, never at files: `bugheist scan site` alone runs it.
  site: {
    types: [],
    project: 'never',
    load: async () => (await import('../rules/site/family.ts')).siteFamily,
  },
};

/** Loads and prepares families, in the order asked, for files of the given types. */
export function loadFamilies(
  names: readonly FamilyName[] = families,
  types: ReadonlySet<FileType> = new Set(fileTypes),
): Promise<Family[]> {
  return Promise.all(
    names.map(async (name) => {
      const family = await load(name);
      await family.prepareFor?.(types);
      return family;
    }),
  );
}

const loaded = new Map<FamilyName, Promise<Family>>();

function load(name: FamilyName): Promise<Family> {
  let family = loaded.get(name);
  if (!family) {
    family = registry[name].load().then(async (it) => {
      await it.prepare?.();
      return it;
    });
    loaded.set(name, family);
  }
  return family;
}
