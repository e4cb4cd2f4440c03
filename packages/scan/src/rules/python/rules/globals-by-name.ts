import { givenValue } from '../flow/call.ts';
import { judgeOutside } from '../judge.ts';
import { example, pythonRule } from '../python-rule.ts';

const everything = /^(globals|locals|vars)\(\)$|(^|\.)__(globals|dict|builtins)__$/;

export const globalsByName = pythonRule({
  id: 'python/globals-by-name',
  title: 'Function looked up among everything by name',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-96', 'CWE-470'],
  kind: 'security',
  what: 'A name that is not in the code picks one of `globals()`, `locals()` or an object’s attributes, and it is called.',
  why: 'Everything that happens to be imported can be called, `os.system` too.',
  fix: 'Keep a dictionary of the functions that may be called.',
  bad: [example('def dispatch(name):', '    return globals()[name]()')],
  good: [example('def dispatch(name):', '    return handlers[name]()')],
  words: /\b(globals|locals)\(\)|\b__globals__\b/,
  subscripted(of, indexes, node, look) {
    const chosen = indexes.map((index) => judgeOutside(index, 'web')).find((judged) => judged !== null);
    if (chosen && everything.test(of.name))
      look.report(node, {
        ...chosen.seen,
        confidence: 'review',
        message: `Which name is taken ${chosen.whence}`,
      });
  },
  calls: {
    get(call, look) {
      const chosen = judgeOutside(givenValue(call, 0), 'web');
      if (chosen && everything.test(call.receiver?.name ?? ''))
        look.report(call.node, {
          ...chosen.seen,
          confidence: 'review',
          message: `Which name is taken ${chosen.whence}`,
        });
    },
    '*': (call, look) => {
      const callee = call.node.children[0];
      if (!callee) return;
      const text = look.textOf(callee);
      if (callee.type === 'subscript' && /^(globals|locals)\(\)\s*\[|__globals__\s*\[/.test(text)) {
        if (!/\[\s*["'][^"']*["']\s*\]$/.test(text))
          look.report(call.node, { message: 'Any name of the module can be called here' });
        return;
      }
      if (callee.type === 'call' && /^(getattr|globals\(\)\.get|locals\(\)\.get)\(/.test(text)) {
        const name = callee.children[1]?.children[text.startsWith('getattr') ? 1 : 0];
        if (name && name.type !== 'string' && !text.startsWith('getattr'))
          look.report(call.node, { message: 'Any name of the module can be called here' });
      }
    },
  },
});
