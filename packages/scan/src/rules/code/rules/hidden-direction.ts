import { hiddenDirectionCard, hiddenDirectionMessage, hiddenDirections } from '../../hidden-direction.ts';
import type { TextRule } from '../code-rule.ts';

export const hiddenDirection: TextRule = {
  ...hiddenDirectionCard,
  id: 'code/hidden-direction',
  why: 'Editors and reviews show the line in another order than it runs in: a comment that is code, a check that is none.',
  bad: [{ 'check.js': 'if (level !== "user\u202E \u2066// is admin\u2069 \u2066") {\n  refuse();\n}\n' }],
  good: [{ 'mark.js': 'const mark = "\\u202e";\n' }, { 'name.js': 'const name = "\u0639\u200F";\n' }],
  wants: ['javascript', 'typescript', 'vue', 'svelte'],
  check(file, report) {
    for (const place of hiddenDirections(file.text)) report({ ...place, message: hiddenDirectionMessage });
  },
};
