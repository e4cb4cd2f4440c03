import { type Call, givenValue } from '../flow/call.ts';
import { judge } from '../judge.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

const evaluating = /^((builtins|__builtin__)\.)?(eval|exec|execfile)$/;

const interpreters =
  /(^|\.)(InteractiveConsole\(\)|InteractiveInterpreter\(\)|console)\.(push|runcode|runsource)$|^code\.interact$|^_testcapi\.run_in_subinterp$|^(test\.support\.)?run_in_subinterp$|^(_xx)?_?(sub)?interpreters\.run_string$|^timeit\.timeit$|^pdb\.run(eval)?$|^cProfile\.run$/;

export const evalOfValue = pythonRule({
  id: 'python/eval-of-value',
  title: 'Code is made from a value and run',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-95'],
  kind: 'security',
  what: '`eval`, `exec` or an interpreter of the standard library runs something other than a literal.',
  why: 'If any part of it comes from outside, whoever sends it runs code of their own in your process.',
  fix: 'Read data with `json.loads` or `ast.literal_eval`, or look the operation up in a dictionary of functions.',
  aliases: ['B307', 'B102', 'S307', 'S102'],
  bad: [
    example('from flask import request', 'def total():', '    return eval(request.args["sum"])'),
    example('def run(source):', '    exec(source)'),
  ],
  good: [
    example('import ast', 'def read(text):', '    return ast.literal_eval(text)'),
    example('eval("1 + 1")'),
    example('model.eval()'),
  ],
  references: ['https://docs.python.org/3/library/functions.html#eval'],
  words:
    /\b(eval|exec|execfile|runcode|runsource|run_in_subinterp|run_string|__annotations__)\b|\bInteractive/,
  calls: {
    ...forEach(['eval', 'exec', 'execfile'], (call: Call, look: Look) => {
      if (evaluating.test(call.name)) reportCode(call, look);
    }),
    ...forEach(['push', 'runcode', 'runsource', 'run_in_subinterp'], (call: Call, look: Look) => {
      if (interpreters.test(call.name)) reportCode(call, look);
    }),
    run_string(call, look) {
      if (interpreters.test(call.name)) reportCode(call, look, 1);
    },
  },
  assigned(target, value, node, _inside, look) {
    const right = node.children.at(-1);
    const isType =
      right !== undefined &&
      /^(int|str|float|bool|bytes|list|dict|tuple|set|None)\b|^(\w+\.)*[A-Z]/.test(look.textOf(right));
    if (/\b__annotations__\[[^\]]+\]$/.test(target) && !value.harmless && !isType)
      look.report(node, {
        confidence: 'review',
        message: '`typing.get_type_hints` evaluates a string that is put here',
      });
  },
  tree(tree, look) {
    // Python 2: `exec` was a statement.
    for (const child of tree.ofType('exec_statement'))
      if (child.children[0]?.type === 'identifier')
        look.report(child, { confidence: 'review', message: '`exec` runs what a variable holds' });
  },
});

function reportCode(call: Call, look: Look, index = 0): void {
  const judged = judge(givenValue(call, index, 'source'));
  if (!judged) return;
  look.report(call.node, { ...judged.seen, message: `\`${call.method}\` runs code that ${judged.whence}` });
}
