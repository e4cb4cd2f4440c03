import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../engine/file.ts';
import { oraclePath, readOracle } from '../../test/oracle.ts';
import { codeFamily } from './family.ts';

interface Oracle {
  readonly rules: Readonly<Record<string, { readonly cwe?: readonly string[]; readonly cat: string }>>;
  readonly files: readonly {
    readonly file: string;
    readonly exp: readonly (readonly [kind: string, rule: string, line: number])[];
  }[];
}

/** A local checkout of semgrep/semgrep-rules: the oracle holds lines and rules, no code. */
const checkout = process.env['SEMGREP_RULES'] ?? '';
const isMissing = !existsSync(join(checkout, 'javascript')) || oraclePath('semgrep-oracle.json') === null;

interface Expectation {
  readonly at: string;
  readonly must: boolean;
  readonly found: boolean;
}

/**
 * A hit counts when it starts from one line before to two lines after, and names the weakness; a false alarm when it
 * covers the line itself and names the weakness. SQL put together from text is CWE-915 there and CWE-89 here.
 */
function expectations(): Expectation[] {
  const oracle = readOracle('semgrep-oracle.json') as Oracle;
  return oracle.files
    .filter(({ file }) => /^(javascript|typescript|problem-based-packs|html|generic)\//.test(file))
    .filter(({ file }) => /\.(jsx?|tsx?|html|ejs|hbs|mustache|pug|vue|svelte)$/.test(file))
    .flatMap(({ file, exp }) => {
      const hits = hitsIn(file);
      return exp
        .filter(
          ([kind, rule]) => /^(pro|deep)?(ruleid|ok)$/.test(kind) && oracle.rules[rule]?.cat === 'security',
        )
        .map(([kind, rule, line]) => {
          const must = kind.endsWith('ruleid');
          const weakness = (oracle.rules[rule]?.cwe ?? []).map((cwe) => (/sql/.test(rule) ? 'CWE-89' : cwe));
          const found = hits.some(
            (hit) =>
              weakness.some((cwe) => hit.weakness.some((own) => own === cwe)) &&
              (must ? hit.line >= line - 1 && hit.line <= line + 2 : hit.line <= line && hit.endLine >= line),
          );
          return { at: `${rule} ${file}:${line}`, must, found };
        });
    });
}

function hitsIn(file: string): { weakness: readonly string[]; line: number; endLine: number }[] {
  const hits: { weakness: readonly string[]; line: number; endLine: number }[] = [];
  codeFamily.checkFile(
    new SourceFile(file, readFileSync(join(checkout, file))),
    (rule, source, place) =>
      hits.push({
        weakness: rule.weakness,
        line: source.positionAt(place.start).line,
        endLine: source.positionAt(place.end).line,
      }),
    () => undefined,
  );
  return hits;
}

describe.skipIf(isMissing)('on the annotated lines of semgrep-rules', () => {
  const all = isMissing ? [] : expectations();

  test('at least 75 % of the lines that must be found are found', ({ annotate }) => {
    const must = all.filter((one) => one.must);
    const found = must.filter((one) => one.found);
    if (process.env['SHOW']) for (const { at } of must.filter((one) => !one.found)) console.log('missed', at);
    void annotate(`${found.length} of ${must.length} found`);
    expect(found.length / must.length).toBeGreaterThanOrEqual(0.75);
  });

  test('at most 3 % of the lines that must not be found are found', ({ annotate }) => {
    const mustNot = all.filter((one) => !one.must);
    const wrong = mustNot.filter((one) => one.found);
    if (process.env['SHOW']) for (const { at } of wrong) console.log('wrong', at);
    void annotate(`${wrong.length} of ${mustNot.length} found`);
    expect(wrong.length / mustNot.length).toBeLessThanOrEqual(0.03);
  });
});
