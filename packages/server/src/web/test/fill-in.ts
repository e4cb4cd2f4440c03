/** A path for a pattern: every parameter gets its value of `values`, or something nobody has. */
export function fillIn(pattern: string, values: Record<string, string> = {}): string {
  return pattern.replace(/:([a-z]+)/gi, (_, name: string) => values[name] ?? unknown[name] ?? 'nothing');
}

const unknown: Record<string, string> = {
  id: '00000000-0000-7000-8000-000000000000',
  number: 'ACME-99999',
  slug: 'nothing',
};
