import { projectRule } from '../../engine/rule.ts';
import { isGoLibrary, knownPackages } from './known-advisories.ts';

export const oldGoToolchain = projectRule({
  id: 'package/old-go-toolchain',
  title: 'Go release with known vulnerabilities',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-1395'],
  kind: 'security',
  what: 'The `go` or `toolchain` line of a go.mod names a release whose standard library has known vulnerabilities.',
  why: 'The line is the least that must be there: who builds with exactly that release ships its weaknesses.',
  fix: 'Build with a current Go, and name it in a `toolchain` line, so that nobody builds with less.',
  bad: [{ 'go.mod': 'module example.org/m\n\ngo 1.21.0\n' }],
  good: [
    { 'go.mod': 'module example.org/m\n\ngo 1.21.0\n\ntoolchain go1.21.3\n' },
    { 'go.mod': 'module example.org/m\n\ngo 1.21\n' },
  ],
  references: ['https://go.dev/doc/toolchain', 'https://pkg.go.dev/vuln/'],
  checkProject(project, report) {
    const byFile = Map.groupBy(
      [...knownPackages(project)].filter(({ one }) => isGoLibrary(one)),
      ({ file }) => file,
    );
    for (const [file, all] of byFile) {
      const [first] = all;
      if (first === undefined) continue;
      const { start, end } = first.one;
      const names = all.map(({ known }) => known.name);
      report(file, {
        start,
        end,
        message: `\`${file.text.slice(start, end)}\` allows a standard library with ${all.length} known ${all.length === 1 ? 'weakness' : 'weaknesses'}: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`,
        identity: 'toolchain',
      });
    }
  },
});
