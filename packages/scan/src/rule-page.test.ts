import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadFamilies } from './engine/registry.ts';
import { familyPage, indexPage } from './rule-page.ts';

const pages = join(import.meta.dirname, '../../../docs/rules');
const families = await loadFamilies();

// `vitest run -u` on this file renews the pages.
test.each(families.filter(({ rules }) => rules.length > 0))(
  'docs/rules/$name.md is current',
  async (family) => {
    await expect(familyPage(family)).toMatchFileSnapshot(join(pages, `${family.name}.md`));
  },
);

test('docs/rules/README.md is current', async () => {
  await expect(indexPage(families)).toMatchFileSnapshot(join(pages, 'README.md'));
});

test('no page holds anything another scanner would take for a secret', () => {
  const secret = families.filter(({ name }) => name === 'secret');
  for (const family of secret)
    expect(familyPage(family)).not.toMatch(/\b(ghp_|AKIA|sk_live_|xoxb-)(?!x+\b)[A-Za-z0-9]{8,}/);
});
