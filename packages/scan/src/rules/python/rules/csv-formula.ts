import { argument, type Call, givenValue } from '../flow/call.ts';
import { judgeOutside } from '../judge.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

export const csvFormula = pythonRule({
  id: 'python/csv-formula',
  title: 'Table with part of a request in it',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-1236'],
  kind: 'security',
  what: 'A row of a CSV file has part of a request in it.',
  why: 'A cell that begins with `=` is a formula in the spreadsheet of whoever opens it.',
  fix: "Put `'` in front of cells that begin with `=`, `+`, `-`, `@`, or use `defusedcsv`.",
  bad: [
    example(
      'import csv',
      'def export(request):',
      '    w = csv.writer(f)',
      '    w.writerow([request.GET["name"]])',
    ),
  ],
  good: [
    example(
      'import csv',
      'def export(request):',
      '    w = csv.writer(f)',
      '    w.writerow([int(request.GET["n"])])',
    ),
  ],
  ofRequests: true,
  words: /\bcsv\b/,
  calls: forEach(['writerow', 'writerows'], (call: Call, look: Look) => {
    const judged = /^csv\./.test(call.name)
      ? judgeOutside(argument(call, 0)?.value ?? givenValue(call, 0), 'web')
      : null;
    if (!judged) return;
    look.report(call.node, {
      ...judged.seen,
      confidence: 'review',
      message: `A cell of this row ${judged.whence}`,
    });
  }),
});
