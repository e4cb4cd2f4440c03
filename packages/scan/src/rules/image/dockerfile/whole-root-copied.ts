import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';

export const wholeRootCopied = fileRule({
  id: 'image/whole-root-copied',
  title: 'Whole file system copied from another stage',
  severity: 'low',
  confidence: 'certain',
  weakness: ['CWE-1357'],
  kind: 'security',
  what: '`COPY --from=… / /` copies everything of another stage.',
  why: 'Compilers, caches and secrets of the build come along, which is what stages are there to prevent.',
  fix: 'Copy what is needed.',
  aliases: ['DL3067'],
  bad: [{ Dockerfile: `FROM debian:12.1\nCOPY --from=build / /\n` }],
  good: [{ Dockerfile: `FROM debian:12.1\nCOPY --from=build /app /app\n` }],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { keyword, words, flags, start, end } of instructionsOf(file))
      if (
        keyword === 'COPY' &&
        flags.some((flag) => flag.startsWith('--from=')) &&
        words[0] === '/' &&
        words.at(-1) === '/' &&
        words.length === 2
      )
        report({ start, end, message: 'Everything of the other stage is copied' });
  },
});
