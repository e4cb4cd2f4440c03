import { fileRule } from '../../../engine/rule.ts';
import { example } from '../template-example.ts';

export const templateDebugTag = fileRule({
  id: 'python/template-debug-tag',
  title: 'Everything a template knows, printed',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-489', 'CWE-200'],
  kind: 'security',
  what: '`{% debug %}` prints the whole context of the template and the names of all modules.',
  why: 'Visitors read settings, users and keys that the page was never to show.',
  fix: 'Take it out; look at the context in the debug toolbar.',
  bad: [example('<pre>{% debug %}</pre>')],
  good: [example('{% if debug %}<p>A test.</p>{% endif %}')],
  wants: ['html', 'template'],
  check(file, report) {
    for (const { 0: text, index } of file.text.matchAll(/\{%-?\s{0,9}debug\s{0,9}-?%\}/g))
      report({ start: index, end: index + text.length, message: 'Visitors read the whole context' });
  },
});
