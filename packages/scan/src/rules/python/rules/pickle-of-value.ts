import { type Call, givenValue } from '../flow/call.ts';
import { judge } from '../judge.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

const pickles =
  /^(c?_?pickle|cPickle|dill|cloudpickle|shelve|marshal|joblib|pandas|pd|jsonpickle(\.unpickler)?|torch)\.(loads?|Unpickler|open|decode|read_pickle)$/;

export const pickleOfValue = pythonRule({
  id: 'python/pickle-of-value',
  title: 'Pickle read from a value',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-502'],
  kind: 'security',
  what: '`pickle`, `dill`, `shelve`, `marshal`, `jsonpickle`, `joblib` or `pandas.read_pickle` reads data.',
  why: 'A pickle is a program: whoever writes it decides what is called while it is read.',
  fix: 'Use JSON, or check a signature (`hmac.compare_digest`) over the bytes before you read them.',
  aliases: ['B301', 'B403', 'S301'],
  bad: [
    example('import pickle', 'from flask import request', 'pickle.loads(request.cookies["cart"])'),
    example('import pickle', 'def read(data):', '    return pickle.loads(data)'),
  ],
  good: [
    example('import json', 'def read(data):', '    return json.loads(data)'),
    example('import pickle', 'pickle.dumps(cart)'),
  ],
  references: ['https://docs.python.org/3/library/pickle.html'],
  words: /\b(pickle|cPickle|_pickle|dill|cloudpickle|shelve|marshal|joblib|jsonpickle|read_pickle|torch)\b/,
  calls: forEach(
    ['load', 'loads', 'Unpickler', 'open', 'decode', 'read_pickle'],
    (call: Call, look: Look) => {
      if (!pickles.test(call.name)) return;
      // Weights are code too, unless torch is told otherwise; from version 2.6 it is by default.
      if (call.name.startsWith('torch.')) return;
      const judged = judge(givenValue(call, 0));
      if (!judged) return;
      const outside = judged.seen.taint?.origin === 'web';
      look.report(call.node, {
        ...judged.seen,
        severity: outside ? 'critical' : 'medium',
        message: `\`${call.name}\` runs what the data says, and the data ${judged.whence}`,
      });
    },
  ),
});
