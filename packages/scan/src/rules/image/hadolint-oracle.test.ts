import { expect, test } from 'vitest';
import { SourceFile } from '../../engine/file.ts';
import { type Finding, rawHitsOf } from '../../engine/raw-hit.ts';
import { everyRule } from '../../engine/rule-settings.ts';
import { foreignMarks } from '../../suppress/mark.ts';
import { settle } from '../../suppress/settle.ts';
import { oraclePath, readOracle } from '../../test/oracle.ts';
import { imageFamily } from './family.ts';

interface Case {
  readonly rule: string;
  readonly expect: 'hit' | 'no-hit';
  readonly dockerfile: string;
  readonly case: string;
  readonly config?: string;
}

const isMissing = oraclePath('hadolint-oracle.json') === null;
const claimed = new Map(
  imageFamily.rules.flatMap(({ id, aliases = [] }) => aliases.map((alias) => [alias, id] as const)),
);
const cases = isMissing
  ? []
  : (readOracle('hadolint-oracle.json') as { cases: Case[] }).cases.filter(
      ({ rule, config }) => claimed.has(rule) && !config,
    );

function hits({ dockerfile, rule }: Case): boolean {
  const file = new SourceFile('Dockerfile', dockerfile);
  const findings: Finding[] = [];
  imageFamily.checkFile(
    file,
    (card, at, place) => findings.push({ rule: card, file: at, place }),
    () => undefined,
  );
  const { open } = settle(rawHitsOf(findings, everyRule), foreignMarks(file), [], '2026-11-24', {
    everyFile: false,
    everyRule: false,
  });
  return open.some(({ hit }) => hit.ruleId === claimed.get(rule));
}

test.skipIf(isMissing)(
  '98 % of the hadolint cases of the rules we claim come out as they must',
  ({ annotate }) => {
    const wrong = cases.filter((one) => hits(one) !== (one.expect === 'hit'));
    if (process.env['SHOW'])
      for (const one of wrong)
        console.log('wrong', one.rule, one.expect, JSON.stringify(one.dockerfile.slice(0, 200)));
    void annotate(`${cases.length - wrong.length} of ${cases.length} right, ${claimed.size} rules`);
    expect(wrong.length / cases.length).toBeLessThanOrEqual(0.02);
  },
);
