import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../engine/file.ts';
import { oraclePath, readOracle } from '../../test/oracle.ts';
import { pythonFamily } from './family.ts';
import { loadGrammar } from './syntax.ts';

interface Oracle {
  readonly rules: Readonly<Record<string, { readonly cat: string; readonly cwe: readonly string[] }>>;
  readonly files: readonly {
    readonly file: string;
    readonly exp: readonly (readonly [kind: string, rule: string, line: number])[];
  }[];
}

const checkout = process.env['SEMGREP_RULES'] ?? '';
const isHere = oraclePath('semgrep-oracle.json') !== null && existsSync(join(checkout, 'python'));

describe.skipIf(!isHere)('annotated Python of semgrep-rules (SEMGREP_RULES names a checkout)', () => {
  test('finds at least half of the security lines, and few of those that must not be found', async () => {
    await loadGrammar();
    const { must, found, mustNot, wrong } = tally(readOracle('semgrep-oracle.json') as Oracle);
    console.log(`recall ${found} of ${must}, false alarms ${wrong} of ${mustNot}`);
    expect(found / must).toBeGreaterThanOrEqual(0.5);
    expect(wrong / mustNot).toBeLessThanOrEqual(0.05);
  }, 120_000);
});

/** A line counts when a rule with one of the weaknesses of theirs hits it. */
function tally({ rules, files }: Oracle) {
  const sum = { must: 0, found: 0, mustNot: 0, wrong: 0 };
  for (const { file, exp } of files) {
    if (!file.startsWith('python/') || !existsSync(join(checkout, file))) continue;
    const hits = weaknessesByLine(file);
    for (const [kind, ruleId, line] of exp) {
      const rule = rules[ruleId];
      if (rule?.cat !== 'security' || kind.startsWith('todo')) continue;
      const isHit = (hits.get(line) ?? []).some((weakness) => rule.cwe.includes(weakness));
      if (kind.endsWith('ok')) {
        sum.mustNot++;
        if (isHit) sum.wrong++;
        if (process.env['SHOW'] && isHit) console.log(`WRONG ${file}:${line} ${ruleId}`);
      } else {
        sum.must++;
        if (isHit) sum.found++;
        if (process.env['SHOW'] && !isHit)
          console.log(`MISS ${file}:${line} ${ruleId} ${rule.cwe} (${hits.get(line) ?? ''})`);
      }
    }
  }
  return sum;
}

function weaknessesByLine(path: string): Map<number, string[]> {
  const file = new SourceFile(path, readFileSync(join(checkout, path)));
  const lines = new Map<number, string[]>();
  pythonFamily.checkFile(
    file,
    (rule, at, place) => {
      const first = at.positionAt(place.start).line;
      const last = at.positionAt(place.end).line;
      for (let line = first; line <= last; line++)
        lines.set(line, [...(lines.get(line) ?? []), ...rule.weakness]);
    },
    (at, why) => console.log(`${at?.path}: ${why.message}`),
  );
  return lines;
}
