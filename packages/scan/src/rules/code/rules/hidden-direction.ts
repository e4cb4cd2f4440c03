import type { TextRule } from '../code-rule.ts';

export const hiddenDirection: TextRule = {
  id: 'code/hidden-direction',
  title: 'Code that reads otherwise than it runs',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-838', 'CWE-506'],
  kind: 'security',
  what: 'A character that turns the direction of writing stands in the code.',
  why: 'Editors and reviews show the line in another order than it runs in: a comment that is code, a check that is none.',
  fix: 'Take it out; write such characters in strings as `"\\u202e"`.',
  bad: [{ 'check.js': 'if (level !== "user\u202E \u2066// is admin\u2069 \u2066") {\n  refuse();\n}\n' }],
  good: [{ 'mark.js': 'const mark = "\\u202e";\n' }, { 'name.js': 'const name = "\u0639\u200F";\n' }],
  references: ['https://trojansource.codes/'],
  wants: ['javascript', 'typescript', 'vue', 'svelte'],
  check(file, report) {
    // One hit a line, where it begins to turn.
    for (const { index } of file.text.matchAll(/[\u202A-\u202E\u2066-\u2069][^\n]*/g))
      report({
        start: index,
        end: index + 1,
        message: 'From here on the line is shown in another order',
      });
  },
};
