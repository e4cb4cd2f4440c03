import { describe, expect, test } from 'vitest';
import { checkFiles } from '../engine/check.ts';
import type { Family } from '../engine/family.ts';
import { SourceFile } from '../engine/file.ts';
import { loadFamilies, registry } from '../engine/registry.ts';
import type { Example, RuleCard } from '../engine/rule.ts';

const all = await loadFamilies();

describe.each(all.filter(({ rules }) => rules.length > 0))('$name', (family) => {
  test.each(family.rules)('$id finds its bad examples and passes its good ones', (rule) => {
    expect(rule.bad.length, 'bad examples').toBeGreaterThan(0);
    expect(rule.good.length, 'good examples').toBeGreaterThan(0);
    for (const example of rule.bad) expect(idsOf(family, example), shown(example)).toContain(rule.id);
    for (const example of rule.good) expect(idsOf(family, example), shown(example)).not.toContain(rule.id);
  });
});

test('a family that asks for certain paths is loaded wherever a rule of it could find something', () => {
  for (const { name, rules } of all) {
    const { project } = registry[name];
    if (typeof project === 'string') continue;
    for (const example of rules.flatMap(({ bad }) => bad))
      expect(
        Object.keys(example).some((path) => project.test(path)),
        shown(example),
      ).toBe(true);
  }
});

test('every rule has its own id, in its family, and says what, why and what to do', () => {
  const cards = all.flatMap(({ name, rules }) => rules.map((rule) => ({ name, rule })));
  expect(new Set(cards.map(({ rule }) => rule.id)).size).toBe(cards.length);
  for (const { name, rule } of cards) {
    expect(rule.id).toMatch(new RegExp(`^${name}/[a-z0-9]+(-[a-z0-9]+)*$`));
    for (const sentence of [rule.what, rule.why, rule.fix])
      expect(sentence, rule.id).toMatch(/^[^a-z].{15,}[.!…)]$/s);
    expect(rule.title, rule.id).toMatch(/^[^a-z\s].{5,70}[^.]$/);
    expect(isSorted(rule), rule.id).toBe(true);
  }
});

/** Security rules name a weakness; the others may. */
const isSorted = (rule: RuleCard) => rule.kind !== 'security' || rule.weakness.length > 0;

function idsOf(family: Family, example: Example): string[] {
  const ids: string[] = [];
  const files = Object.entries(example).map(([path, content]) => new SourceFile(path, content));
  checkFiles(
    [family],
    files,
    (rule) => ids.push(rule.id),
    (file, why) => expect.fail(`${file?.path}: ${why.message}`),
  );
  return ids;
}

const shown = (example: Example) => JSON.stringify(example).slice(0, 400);
