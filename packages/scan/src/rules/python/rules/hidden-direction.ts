import { hiddenDirectionCard, hiddenDirectionMessage, hiddenDirections } from '../../hidden-direction.ts';
import { example, pythonRule } from '../python-rule.ts';

const controls = /[\u202A-\u202E\u2066-\u2069]/;

export const hiddenDirection = pythonRule({
  ...hiddenDirectionCard,
  id: 'python/hidden-direction',
  why: 'Editors and reviews show the line in another order than Python reads it: a comment that is code, a check that is none.',
  aliases: ['B613', 'S613', 'PLE2502'],
  bad: [example('if level != "user\u202E \u2066# is admin\u2069 \u2066":', '    pass')],
  good: [example('mark = "\\u202e"')],
  words: controls,
  tree({ root }, look) {
    for (const place of hiddenDirections(look.file.text))
      look.report({ ...root, ...place }, { message: hiddenDirectionMessage });
  },
});
