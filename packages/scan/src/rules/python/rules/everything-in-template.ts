import { example, pythonRule } from '../python-rule.ts';

export const everythingInTemplate = pythonRule({
  id: 'python/everything-in-template',
  title: 'Template that is given every variable',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-96', 'CWE-200'],
  kind: 'security',
  what: '`locals()` or `globals()` is passed to a template.',
  why: 'Whoever may change the template, or finds a hole in it, reads everything: settings, keys, modules.',
  fix: 'Pass the values the template needs, by name.',
  bad: [example('def view(request):', '    return render(request, "a.html", locals())')],
  good: [example('def view(request):', '    return render(request, "a.html", {"name": name})')],
  words: /\b(locals|globals)\(\)/,
  calls: {
    '*': (call, look) => {
      if (!/(^|\.)(render\w*|Template|Context|RequestContext)$/.test(call.name)) return;
      if (call.arguments.some(({ value }) => /^(locals|globals)\(\)$/.test(value.name)))
        look.report(call.node, { message: 'Every variable of this place reaches the template' });
    },
  },
});
