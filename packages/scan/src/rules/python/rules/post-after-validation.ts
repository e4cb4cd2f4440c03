import type { Call } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';
import { around, childOf, type PyNode } from '../syntax.ts';

export const postAfterValidation = pythonRule({
  id: 'python/post-after-validation',
  title: 'Form checked, and the unchecked values used',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-20'],
  kind: 'security',
  what: 'After `form.is_valid()`, values are taken from `request.POST` instead of `form.cleaned_data`.',
  why: 'What the form checked and normalised is not what is used.',
  fix: 'Use `form.cleaned_data["name"]`.',
  bad: [
    example(
      'def join(request):',
      '    form = JoinForm(request.POST)',
      '    if form.is_valid():',
      '        add(request.POST["name"])',
    ),
  ],
  good: [
    example(
      'def join(request):',
      '    form = JoinForm(request.POST)',
      '    if form.is_valid():',
      '        add(form.cleaned_data["name"])',
    ),
    example(
      'def join(request):',
      '    form = JoinForm(request.POST)',
      '    if form.is_valid() and "again" in request.POST:',
      '        other = NameForm(request.POST)',
    ),
  ],
  ofRequests: true,
  words: /\.is_valid\(\)/,
  subscripted(of, _indexes, node, look) {
    if (/(^|\.)request\.POST$/.test(of.name)) reportUnchecked(node, look);
  },
  calls: forEach(['get', 'getlist'], (call: Call, look: Look) => {
    if (/(^|\.)request\.POST$/.test(call.receiver?.name ?? '')) reportUnchecked(call.node, look);
  }),
});

function reportUnchecked(node: PyNode, look: Look): void {
  if (isAfterCheck(node, look))
    look.report(node, { message: 'The form has checked another value than this one' });
}

function isAfterCheck(node: PyNode, look: Look): boolean {
  for (let at = around(node, 'if_statement'); at; at = around(at, 'if_statement')) {
    const condition = childOf(at, 'condition');
    const inside = childOf(at, 'consequence');
    if (!condition || !inside || node.start < inside.start || node.end > inside.end) continue;
    if (/^(?!not\b)[^|]*\.is_valid\(\)/.test(look.textOf(condition))) return true;
  }
  return false;
}
