import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';

export const shellForm = fileRule({
  id: 'image/shell-form',
  title: 'Program that no signal reaches',
  severity: 'low',
  confidence: 'certain',
  weakness: [],
  kind: 'functionality',
  what: '`CMD`, `ENTRYPOINT` or a plain `HEALTHCHECK` is written without brackets, so a shell starts the program.',
  why: 'The shell does not pass `SIGTERM` on: the program is killed ten seconds later, in the middle of its work.',
  fix: 'Write it as a list: `CMD ["node", "server.js"]`, or begin with `exec`.',
  aliases: ['DL3025'],
  bad: [
    { Dockerfile: 'FROM debian:12.1\nCMD node server.js\n' },
    { Dockerfile: "FROM debian:12.1\nCMD ['node', 'server.js']\n" },
    { Dockerfile: 'FROM debian:12.1\nHEALTHCHECK --interval=5m CMD pg_isready\n' },
  ],
  good: [
    { Dockerfile: 'FROM debian:12.1\nENTRYPOINT ["node"]\nCMD exec node server.js\n' },
    { Dockerfile: 'FROM debian:12.1\nHEALTHCHECK CMD curl -f http://localhost/ || exit 1\n' },
  ],
  references: ['https://docs.docker.com/reference/dockerfile/#shell-and-exec-form'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { keyword, text, start, end } of instructionsOf(file)) {
      if (keyword === 'HEALTHCHECK' && isPlainCheck(text))
        report({ start, end, message: 'A shell is started for every check' });
      if ((keyword === 'CMD' || keyword === 'ENTRYPOINT') && !isList(text) && !/^(exec\s|$)/.test(text))
        report({ start, end, message: `A shell stands between \`${keyword}\` and its signals` });
    }
  },
});

/** A check that needs nothing of a shell; variables and `|| exit 1` do. */
const isPlainCheck = (text: string): boolean => /^CMD\s+[^[\s]/i.test(text) && !/[|&;<>$`]/.test(text);

/** A list that is no JSON (single quotes) goes to a shell as it stands, brackets and all. */
function isList(text: string): boolean {
  if (!text.startsWith('[')) return false;
  try {
    return Array.isArray(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
