import { example, pythonRule } from '../python-rule.ts';

const controls = /[\u202A-\u202E\u2066-\u2069]/;

export const hiddenDirection = pythonRule({
  id: 'python/hidden-direction',
  title: 'Code that reads otherwise than it runs',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-838', 'CWE-506'],
  kind: 'security',
  what: 'A character that turns the direction of writing stands in the code.',
  why: 'Editors and reviews show the line in another order than Python reads it: a comment that is code, a check that is none.',
  fix: 'Take it out; write such characters in strings as `"\\u202e"`.',
  aliases: ['B613', 'S613', 'PLE2502'],
  bad: [example('if level != "user\u202E \u2066# is admin\u2069 \u2066":', '    pass')],
  good: [example('mark = "\\u202e"')],
  references: ['https://trojansource.codes/'],
  words: controls,
  tree({ root }, look) {
    // One hit a line, where it begins to turn.
    for (const { index } of look.file.text.matchAll(/[\u202A-\u202E\u2066-\u2069][^\n]*/g))
      look.report(
        { ...root, start: index, end: index + 1 },
        { message: 'From here on the line is shown in another order' },
      );
  },
});
