import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Found } from '../../engine/family.ts';
import { SourceFile } from '../../engine/file.ts';
import { projectOf } from '../../engine/project.ts';
import { type Finding, rawHitsOf } from '../../engine/raw-hit.ts';
import { everyRule, isRuleOn, type RuleSettings } from '../../engine/rule-settings.ts';
import { foreignMarks } from '../../suppress/mark.ts';
import { settle } from '../../suppress/settle.ts';
import { policyFamily } from '../policy/family.ts';
import { workflowFamily } from './family.ts';

/** A local checkout of zizmorcore/zizmor. */
const checkout = join(process.env['ZIZMOR'] ?? '', 'crates/zizmor/tests/integration');
const isMissing = !existsSync(join(checkout, 'audit')) || !existsSync(join(checkout, 'test-data'));
const families = [workflowFamily, policyFamily];
const rules = families.flatMap((family) => family.rules);
const namesOf = (audit: string) => rules.filter(({ aliases = [] }) => aliases.includes(audit));

interface Case {
  readonly audit: string;
  readonly input: string;
  readonly persona: string;
  /** Does zizmor's own test show a finding of the audit? */
  readonly must: boolean;
}

/** The offline tests of single files, by what their snapshots show. */
function casesIn(program: string): Case[] {
  const audit = program.replace(/\.rs$/, '').replaceAll('_', '-');
  const source = readFileSync(join(checkout, 'audit', program), 'utf8');
  return source.split(/(?=#\[(?:cfg|test))/).flatMap((one) => {
    if (/gh-token-tests|AssertOnline|--fix|\.config\(/.test(one)) return [];
    const calls = one.split(/(?=input_under_test\()/).slice(1);
    return calls.flatMap((call) => {
      const [, input] = /^input_under_test\(\s*"([^"]+)"/.exec(call) ?? [];
      const [, pedantic, persona = 'regular'] = /--(pedantic)|--persona=(\w+)/.exec(call) ?? [];
      if (
        input === undefined ||
        !/@(r#*)?"/.test(call) ||
        !statSync(join(checkout, 'test-data', input)).isFile()
      )
        return [];
      const must = call.includes(`[${audit}]`);
      return [{ audit, input, persona: pedantic ?? persona, must }];
    });
  });
}

/** The rule settings that come nearest to a persona: of ours, asked for or not. */
const settingsOf = ({ persona, audit }: Case): RuleSettings =>
  persona === 'regular' ? everyRule : { ...everyRule, only: namesOf(audit).map(({ id }) => id) };

function isFound(one: Case): boolean {
  const text = readFileSync(join(checkout, 'test-data', one.input), 'utf8');
  const file = new SourceFile(pathOf(text), text);
  const settings = settingsOf(one);
  const findings: Finding[] = [];
  const project = projectOf(
    [file],
    [file.path],
    true,
    () => file,
    { internalPackages: [], minReleaseAgeDays: 0, now: new Date(0) },
    null,
  );
  for (const family of families) {
    const add: Found = (rule, at, place) => {
      if (isRuleOn(settings, rule)) findings.push({ rule, file: at, place });
    };
    if (file.type === 'workflow') family.checkFile(file, add, () => undefined);
    family.checkProject(project, add, () => undefined);
  }
  const { open } = settle(rawHitsOf(findings, settings), foreignMarks(file), [], '2026-11-24', {
    everyFile: false,
    everyRule: false,
  });
  return open.some(({ hit }) => namesOf(one.audit).some(({ id }) => id === hit.ruleId));
}

function pathOf(text: string): string {
  if (/^updates:/m.test(text)) return '.github/dependabot.yml';
  if (/^repos:/m.test(text)) return '.pre-commit-config.yaml';
  return /^runs:/m.test(text) && !/^jobs:/m.test(text) ? 'action.yml' : '.github/workflows/ci.yml';
}

test.skipIf(isMissing)('nine of ten of zizmor’s own cases come out as they must', ({ annotate }) => {
  const programs = readdirSync(join(checkout, 'audit')).filter((name) => name !== 'mod.rs');
  const cases = programs.flatMap(casesIn).filter(({ audit }) => namesOf(audit).length > 0);
  const wrong = cases.filter((one) => isFound(one) !== one.must);
  if (process.env['SHOW']) for (const one of wrong) console.log('wrong', JSON.stringify(one));
  const bad = cases.filter(({ must }) => must).length;
  void annotate(
    `${cases.length - wrong.length} of ${cases.length} right, ${bad} of them bad, ${wrong.filter(({ must }) => must).length} missed`,
  );
  expect(cases.length).toBeGreaterThan(100);
  expect(wrong.length / cases.length).toBeLessThanOrEqual(0.1);
});
