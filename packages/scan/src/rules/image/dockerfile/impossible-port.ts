import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';

export const impossiblePort = fileRule({
  id: 'image/impossible-port',
  title: 'Port that does not exist',
  severity: 'low',
  confidence: 'certain',
  weakness: [],
  kind: 'functionality',
  what: 'An `EXPOSE` names a port above 65535.',
  why: 'Nothing can listen on it: the build fails, or the service is not reached.',
  fix: 'Name the port the program listens on.',
  aliases: ['DL3011'],
  bad: [{ Dockerfile: 'FROM debian:12.1\nEXPOSE 80800\n' }],
  good: [{ Dockerfile: 'FROM debian:12.1\nEXPOSE 8080/tcp 40000-60000 $PORT\n' }],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { keyword, words, start, end } of instructionsOf(file)) {
      if (keyword !== 'EXPOSE') continue;
      const bad = words.find(
        (word) =>
          /^\d+(-\d+)?(\/\w+)?$/.test(word) &&
          word
            .split('/', 1)[0]
            ?.split('-')
            .some((port) => Number(port) > 65_535),
      );
      if (bad) report({ start, end, message: `There is no port \`${bad}\`` });
    }
  },
});
