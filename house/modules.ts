import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync } from 'oxc-parser';

export interface Import {
  /** Importing file, relative to the repository. */
  from: string;
  /** Specifier as written, relative ones resolved to a path in the repository. */
  to: string;
  typeOnly: boolean;
}

const root = join(import.meta.dirname, '..');

/** Every product source file of the packages, tests left out. */
export function sourceFiles(): string[] {
  return globSync('packages/*/src/**/*.{ts,tsx}', { cwd: root })
    .filter((file) => !/\.test\.tsx?$|\/test\//.test(file))
    .sort();
}

/** Static imports, re-exports and dynamic imports with a literal specifier, in one file. */
export function importsOf(file: string): Import[] {
  const source = readFileSync(join(root, file), 'utf8');
  const { module } = parseSync(file, source);
  const found: Import[] = [];
  for (const statement of module.staticImports) {
    const typeOnly = statement.entries.length > 0 && statement.entries.every((entry) => entry.isType);
    found.push({ from: file, to: resolve(file, statement.moduleRequest.value), typeOnly });
  }
  for (const statement of module.staticExports) {
    for (const entry of statement.entries) {
      if (entry.moduleRequest)
        found.push({ from: file, to: resolve(file, entry.moduleRequest.value), typeOnly: entry.isType });
    }
  }
  for (const dynamic of module.dynamicImports) {
    const text = source.slice(dynamic.moduleRequest.start, dynamic.moduleRequest.end);
    const literal = /^['"](.+)['"]$/.exec(text)?.[1];
    if (literal) found.push({ from: file, to: resolve(file, literal), typeOnly: false });
  }
  return found;
}

function resolve(file: string, specifier: string): string {
  return specifier.startsWith('.') ? relative(root, join(root, dirname(file), specifier)) : specifier;
}
