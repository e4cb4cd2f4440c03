import { type Call, givenValue } from '../flow/call.ts';
import { judgeOutside } from '../judge.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

export const numberOfInput = pythonRule({
  id: 'python/number-of-input',
  title: 'Number from a request that may be no number',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-704'],
  kind: 'security',
  what: '`float`, `bool` or `complex` turn part of a request into a number.',
  why: '`nan` compares as false with everything, so that limits (`if price < 0`) let it pass.',
  fix: 'Refuse what `math.isfinite` does not accept.',
  bad: [example('from flask import request', 'def pay():', '    price = float(request.form["price"])')],
  good: [
    example('from flask import request', 'def pay():', '    price = int(request.form["price"])'),
    example(
      'import math',
      'from flask import request',
      'def pay():',
      '    price = float(request.form["price"])',
      '    assert math.isfinite(price)',
    ),
  ],
  ofRequests: true,
  words: /\b(float|bool|complex)\b/,
  calls: forEach(['float', 'bool', 'complex'], (call: Call, look: Look) => {
    if (!/^(float|bool|complex)$/.test(call.name)) return;
    const around = call.inside ? look.textOf(call.inside.node) : look.file.text;
    if (/\b(isnan|isfinite)\b|["']nan["']/.test(around)) return;
    const judged = judgeOutside(givenValue(call, 0), 'web');
    const outer = call.node.parent?.parent;
    if (outer?.type === 'call' && /^int\(/.test(look.textOf(outer))) return;
    if (judged?.seen.taint && !judged.seen.taint.throughUnknown)
      look.report(call.node, { taint: judged.seen.taint, message: 'This may be `nan`' });
  }),
});
