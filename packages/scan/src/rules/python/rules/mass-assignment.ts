import { judgeOutside } from '../judge.ts';
import { example, pythonRule } from '../python-rule.ts';

export const massAssignment = pythonRule({
  id: 'python/mass-assignment',
  title: 'Every field of a request written to the database',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-915'],
  kind: 'security',
  what: 'A model is created or updated with `**` of what a request sent.',
  why: 'Fields nobody put into the form (`is_staff`, `balance`) can be set as well.',
  fix: 'Name the fields, or use a form or schema that does.',
  bad: [
    example('def join(request):', '    User.objects.create(**request.POST)'),
    example(
      'def join(request):',
      '    fields = {"active": True}',
      '    fields.update(request.POST.dict())',
      '    User.objects.create(**fields)',
    ),
  ],
  good: [
    example('def join(request):', '    User.objects.create(name=request.POST["name"])'),
    example(
      'def join(request):',
      '    fields = {"name": request.POST["name"]}',
      '    fields["mail"] = request.POST["mail"]',
      '    User.objects.create(**fields)',
    ),
  ],
  ofRequests: true,
  words: /\*\*/,
  calls: {
    '*': (call, look) => {
      if (!/\.(create|update|get_or_create|update_or_create|insert|values)$|^[A-Z]\w*$/.test(call.name))
        return;
      const spread = call.arguments.find(({ keyword }) => keyword === '**');
      if (!spread || spread.value.fixedKeys) return;
      const judged = judgeOutside(spread.value, 'web');
      if (!judged) return;
      look.report(call.node, { ...judged.seen, message: `Which fields are set here ${judged.whence}` });
    },
  },
});
