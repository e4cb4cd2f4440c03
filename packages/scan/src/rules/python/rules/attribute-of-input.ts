import { type Call, givenValue } from '../flow/call.ts';
import { judgeOutside } from '../judge.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

export const attributeOfInput = pythonRule({
  id: 'python/attribute-of-input',
  title: 'Attribute chosen by a request',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-470', 'CWE-915'],
  kind: 'security',
  what: '`getattr` or `setattr` with a name that is part of a request.',
  why: 'Methods and fields nobody meant (`delete`, `__class__`, `is_admin`) can be reached.',
  fix: 'Keep a dictionary of the names that may be asked for.',
  bad: [
    example('from flask import request', 'def view():', '    return getattr(actions, request.args["do"])()'),
  ],
  good: [example('from flask import request', 'def view():', '    return actions[request.args["do"]]()')],
  ofRequests: true,
  words: /\b(get|set)attr\(/,
  calls: forEach(['getattr', 'setattr'], (call: Call, look: Look) => {
    const judged = judgeOutside(givenValue(call, 1), 'web');
    if (!judged || !/^(get|set)attr$/.test(call.name)) return;
    look.report(call.node, {
      ...judged.seen,
      confidence: 'review',
      message: `The name of the attribute ${judged.whence}`,
    });
  }),
});
