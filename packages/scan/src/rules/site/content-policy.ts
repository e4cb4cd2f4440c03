/** Directives of a policy by name; of a name that stands twice the first counts. Source: CSP 3 §2.2.1. */
export function directivesOf(policy: string): Map<string, readonly string[]> {
  const directives = new Map<string, readonly string[]>();
  for (const part of policy.split(';')) {
    const [name, ...sources] = part.trim().split(/\s+/);
    if (name && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
  }
  return directives;
}

/** Where scripts may come from, or null when nothing limits them. */
export const scriptSources = (directives: ReadonlyMap<string, readonly string[]>): readonly string[] | null =>
  directives.get('script-src') ?? directives.get('default-src') ?? null;
