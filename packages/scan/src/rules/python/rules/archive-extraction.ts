import { argument, type Call } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

export const archiveExtraction = pythonRule({
  id: 'python/archive-extraction',
  title: 'Archive unpacked wherever it says',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-22'],
  kind: 'security',
  what: '`extractall` or `extract` of a tar archive without `filter`, or `shutil.unpack_archive`.',
  why: 'Members with `../` or absolute names, and links, write outside the folder.',
  fix: 'Pass `filter="data"` (Python 3.12, and later releases of 3.8 to 3.11).',
  aliases: ['B202', 'S202'],
  bad: [example('import tarfile', 'def unpack(path):', '    tarfile.open(path).extractall("/srv/in")')],
  good: [
    example(
      'import tarfile',
      'def unpack(path):',
      '    tarfile.open(path).extractall("/srv/in", filter="data")',
    ),
  ],
  references: ['https://docs.python.org/3/library/tarfile.html#extraction-filters'],
  words: /\.extract(all)?\(/,
  calls: forEach(['extractall', 'extract'], (call: Call, look: Look) => {
    if (!/^tarfile\.(open|TarFile(\.open)?)\(\)\.|(^|\.)tar\w*\./.test(call.name)) return;
    const filter = argument(call, -1, 'filter');
    const isTrusting = filter?.value.text === 'fully_trusted';
    if (isTrusting || (!filter && !argument(call, -1, 'members')))
      look.report(call.node, { message: 'Members may name files outside the folder' });
  }),
});
