import type { IndexSource } from './layout.ts';

/** The databases whose advisories OSV archives hold, by the first part of their ids. */
const databases: Readonly<Record<string, Omit<IndexSource, 'advisories'>>> = {
  GHSA: { name: 'GitHub Advisory Database', licence: 'CC-BY-4.0' },
  PYSEC: { name: 'PyPA Advisory Database', licence: 'CC-BY-4.0' },
  GO: { name: 'Go Vulnerability Database', licence: 'CC-BY-4.0' },
  MAL: { name: 'OpenSSF Malicious Packages', licence: 'Apache-2.0' },
};
const other = { name: 'other databases in OSV format', licence: 'see their own terms' };

/** Whom an index of these advisories owes thanks, with how many came from each. */
export function creditsFor(ids: Iterable<string>): IndexSource[] {
  const counts = new Map<string, number>();
  for (const id of ids) {
    const prefix = id.split('-', 1)[0] ?? '';
    const known = Object.hasOwn(databases, prefix) ? prefix : '';
    counts.set(known, (counts.get(known) ?? 0) + 1);
  }
  return [...counts].sort().map(([prefix, advisories]) => ({ ...(databases[prefix] ?? other), advisories }));
}
