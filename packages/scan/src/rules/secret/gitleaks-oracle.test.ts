import { expect, test } from 'vitest';
import { SourceFile } from '../../engine/file.ts';
import { oraclePath, readOracle } from '../../test/oracle.ts';
import { secretFamily } from './family.ts';

interface Sample {
  readonly path: string;
  readonly s: string;
}
interface OracleRule {
  readonly rule: string;
  readonly tps: readonly string[];
  readonly fps: readonly (string | { readonly s: string })[];
  readonly tps_with_path?: readonly Sample[];
  readonly fps_with_path?: readonly Sample[];
}

const isMissing = oraclePath('gitleaks-oracle.json') === null;
const rules = isMissing ? [] : (readOracle('gitleaks-oracle.json') as { rules: OracleRule[] }).rules;
const decoded = (text: string) => Buffer.from(text, 'base64').toString('utf8');

const positives = rules.flatMap(({ rule, tps, tps_with_path = [] }) => [
  ...tps.map((text) => ({ rule, path: 'sample.txt', text: decoded(text) })),
  ...tps_with_path.map(({ path, s }) => ({ rule, path, text: decoded(s) })),
]);
const negatives = rules.flatMap(({ rule, fps, fps_with_path = [] }) => [
  ...fps.map((one) => ({ rule, path: 'sample.txt', text: decoded(typeof one === 'string' ? one : one.s) })),
  ...fps_with_path.map(({ path, s }) => ({ rule, path, text: decoded(s) })),
]);

function idsIn(path: string, text: string): string[] {
  const ids: string[] = [];
  secretFamily.checkFile(
    new SourceFile(path, text),
    (rule) => ids.push(rule.id),
    () => undefined,
  );
  return ids;
}

test.skipIf(isMissing)('at least 95 % of what gitleaks must find is found', ({ annotate }) => {
  const missed = positives.filter(({ path, text }) => idsIn(path, text).length === 0);
  if (process.env['SHOW'])
    for (const { rule, text } of missed) console.log('missed', rule, JSON.stringify(text.slice(0, 160)));
  void annotate(`${positives.length - missed.length} of ${positives.length} found`);
  expect(missed.length / positives.length).toBeLessThanOrEqual(0.05);
});

test.skipIf(isMissing)(
  'at most 2 % of what gitleaks must not find as a kind is reported as that kind',
  ({ annotate }) => {
    const kindsOf = new Map<string, Set<string>>();
    for (const { rule, path, text } of positives)
      kindsOf.set(rule, new Set([...(kindsOf.get(rule) ?? []), ...idsIn(path, text)]));
    const wrong = negatives.filter(({ rule, path, text }) =>
      idsIn(path, text).some((id) => kindsOf.get(rule)?.has(id)),
    );
    const any = negatives.filter(({ path, text }) => idsIn(path, text).length > 0);
    if (process.env['SHOW'])
      for (const { rule, path, text } of any)
        console.log('wrong', rule, idsIn(path, text).join(), JSON.stringify(text.slice(0, 160)));
    void annotate(`${wrong.length} of ${negatives.length} reported as the kind, ${any.length} as any kind`);
    expect(wrong.length / negatives.length).toBeLessThanOrEqual(0.02);
  },
);
