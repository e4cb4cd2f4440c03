import { type Call, givenValue } from '../flow/call.ts';
import type { Value } from '../flow/value.ts';
import { judge, judgeOutside } from '../judge.ts';
import { example, type Look, pythonRule } from '../python-rule.ts';

export const templateOfInput = pythonRule({
  id: 'python/template-of-input',
  title: 'Template made from a value',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-1336', 'CWE-94', 'CWE-96'],
  kind: 'security',
  what: '`render_template_string`, `Template(…)` or `from_string` get text that is not in the code.',
  why: 'Templates can call things: `{{ cycler.__init__.__globals__.os.popen("id").read() }}` runs a command.',
  fix: 'Keep the template in the code or a file, and pass values to it; for templates of users, use a sandbox.',
  bad: [
    example(
      'from flask import request, render_template_string',
      'def hi():',
      '    return render_template_string("Hi " + request.args["name"])',
    ),
  ],
  good: [
    example(
      'from flask import request, render_template_string',
      'def hi():',
      '    return render_template_string("Hi {{ name }}", name=request.args["name"])',
    ),
  ],
  words: /\b(render_template_string|from_string|Template)\b/,
  calls: {
    render_template_string(call, look) {
      reportTemplate(call, givenValue(call, 0, 'source'), look, true);
    },
    from_string(call, look) {
      if (/jinja|env|Environment\(\)/i.test(call.name)) reportTemplate(call, givenValue(call, 0), look, true);
    },
    Template(call, look) {
      if (
        /(jinja2|mako\.template|mako|tornado\.template|chevron|django\.template)\.Template$/.test(call.name)
      )
        reportTemplate(call, givenValue(call, 0), look, false);
    },
  },
});

function reportTemplate(call: Call, value: Value, look: Look, always: boolean): void {
  const judged = always ? judge(value) : judgeOutside(value, 'web', 'caller');
  if (!judged) return;
  look.report(call.node, { ...judged.seen, message: `The text of this template ${judged.whence}` });
}
