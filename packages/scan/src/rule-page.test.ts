import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SourceFile } from './engine/file.ts';
import { loadFamilies } from './engine/registry.ts';
import { familyPage, indexPage } from './rule-page.ts';

const pages = join(import.meta.dirname, '../../../docs/rules');
const families = await loadFamilies();

// `vitest run -u` on this file renews the pages.
test.each(families.filter(({ rules }) => rules.length > 0))(
  'the page of $name is current',
  async (family) => {
    await expect(familyPage(family)).toMatchFileSnapshot(join(pages, `${family.name}.md`));
  },
);

test('the index of the pages is current', async () => {
  await expect(indexPage(families)).toMatchFileSnapshot(join(pages, 'README.md'));
});

test('our own scan finds nothing certain or likely in the pages', () => {
  const secrets = families.filter(({ name }) => name === 'secret');
  for (const family of secrets)
    for (const page of families)
      family.checkFile(
        new SourceFile('rules.md', familyPage(page)),
        (rule, file, place) => expect.fail(`${rule.id}: ${file.line(file.positionAt(place.start).line)}`),
        () => undefined,
      );
});
